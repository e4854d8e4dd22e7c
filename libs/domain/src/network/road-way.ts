import type { AuthorityKind, RoadClass, RouteClass } from './road-network.js';

/** One way of a source (OpenStreetMap, GeoJSON, the demo generator) before it is cut into segments. */
export interface RoadWay {
  /** The source's id, for reports about what was dropped. */
  readonly id: string;
  /** `[lng, lat]` in degrees, in the drawn direction. */
  readonly coords: readonly (readonly [number, number])[];
  /** The source's node ids, one a vertex. Ways meet where they share an id; without ids, where vertex and level are equal. */
  readonly nodeIds?: readonly (number | string)[];
  readonly name: string;
  readonly ref: string;
  readonly roadClass: RoadClass;
  /** May be driven as drawn only (a source's reversed one-way is turned round by its reader). */
  readonly oneWay: boolean;
  readonly lanes: number;
  readonly bridge: boolean;
  readonly tunnel: boolean;
  readonly level: number;
  readonly authority: AuthorityKind;
  readonly routeClass: RouteClass;
  readonly meltingPipe: boolean;
  /** Narrow old-town street: GPS is worse there (the storm's noise model uses it). */
  readonly oldTown?: boolean;
}
