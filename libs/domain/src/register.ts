import type { AuthorityKind, RouteClass } from './network/road-network.js';

/** The register: whose roads, who works on them, with which vehicles and devices, on which routes of the plan. */

/** A road authority (道路管理者). */
export interface Authority {
  readonly code: string;
  readonly name: string;
  readonly kind: AuthorityKind;
}

/** A contractor (受注者). */
export interface Contractor {
  readonly code: string;
  readonly name: string;
}

/** Whose machine it is: lent by the client (貸与) or the contractor's own (自社). */
export const OWNERSHIPS = ['client_lent', 'contractor_owned'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

/** A plow or spreader; what a fix is credited to. */
export interface Vehicle {
  readonly code: string;
  readonly name: string;
  readonly contractorCode: string | null;
  readonly authorityCode: string | null;
  /** 機種 in the authority's words, such as 除雪ドーザ; empty where unknown. */
  readonly machineType: string;
  /** 規格, such as 11t級. */
  readonly machineSpec: string;
  readonly ownership: Ownership;
  readonly plateNo: string;
  /** Where the vehicle stands when it does not work; null where unknown. */
  readonly depotLatE6: number | null;
  readonly depotLngE6: number | null;
}

/** A box or phone. The token is here only while a register is loaded: the store keeps its SHA-256. */
export interface Device {
  readonly code: string;
  readonly token?: string;
}

/** `deviceCode` rides on `vehicleCode` from `fromAt` (epoch ms) until the device's next assignment. */
export interface Assignment {
  readonly deviceCode: string;
  readonly vehicleCode: string;
  readonly fromAt: number;
}

/** A GeoJSON polygon or multi-polygon, `[lng, lat]` in degrees. */
export type Boundary =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
    };

/** 工区. */
export interface WorkZone {
  readonly code: string;
  readonly name: string;
  readonly contractorCode: string | null;
  /** Null where only its routes are known. */
  readonly boundary: Boundary | null;
}

/** 路線 of the plan: the roads of the network that it names, with class and threshold. */
export interface Route {
  readonly code: string;
  readonly name: string;
  readonly routeClass: RouteClass;
  readonly authorityCode: string | null;
  readonly contractorCode: string | null;
  readonly workZoneCode: string | null;
  /** Keys of roads in the network file (`Road.key`). */
  readonly roadKeys: readonly string[];
  /** New snow in cm that starts the work; null = the class's own threshold. */
  readonly thresholdCm: number | null;
  /** Order of the route in its vehicle's plan. */
  readonly position: number;
}

export interface Register {
  readonly authorities: readonly Authority[];
  readonly contractors: readonly Contractor[];
  readonly workZones: readonly WorkZone[];
  readonly vehicles: readonly Vehicle[];
  readonly devices: readonly Device[];
  readonly assignments: readonly Assignment[];
  readonly routes: readonly Route[];
}
