import { ProblemError } from '#server';
import { type Database, listRoutes, listVehicles, listWorkZones } from '#store';
import type { LivePicture } from '../live/live-picture.js';
import { type EventFields, eventsOf } from './event-fields.js';

/** What events may name: vehicles, routes and areas that are loaded. */
export interface KnownCodes {
  readonly vehicleIdOfCode: ReadonlyMap<string, number>;
  readonly routeCodes: ReadonlySet<string>;
  /** Work zones' codes. */
  readonly zoneCodes: ReadonlySet<string>;
}

const codesOf = (
  vehicles: Iterable<{ readonly id: number; readonly code: string }>,
  routes: readonly { readonly code: string }[],
  zones: readonly { readonly code: string }[],
): KnownCodes => ({
  vehicleIdOfCode: new Map([...vehicles].map(({ id, code }) => [code, id])),
  routeCodes: new Set(routes.map((route) => route.code)),
  zoneCodes: new Set(zones.map((zone) => zone.code)),
});

/** Reads the events of body against the register; what is not known there is looked up in the store once more. */
export const readEvents = async <Event>(
  body: unknown,
  { picture, database }: { picture: LivePicture; database: Database },
  read: (fields: EventFields, codes: KnownCodes) => Event,
): Promise<Event[]> => {
  const items = eventsOf(body);
  const { vehicles, routes, zones } = picture.register;
  try {
    const codes = codesOf(vehicles.values(), routes, zones);
    return items.map((fields) => read(fields, codes));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const fresh = await Promise.all([listVehicles(database), listRoutes(database), listWorkZones(database)]);
    const codes = codesOf(...fresh);
    return items.map((fields) => read(fields, codes));
  }
};
