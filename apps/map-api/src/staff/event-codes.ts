import { ALL_AREAS } from '#domain';
import type { EventFields } from './event-fields.js';
import type { KnownCodes } from './known-codes.js';

/** `all`, or the code of a loaded work zone. */
export const areaOf = (fields: EventFields, codes: KnownCodes): string => {
  const area = fields.text('area');
  if (area === ALL_AREAS || codes.zoneCodes.has(area)) return area;
  return fields.refuse('area', 'all, or the code of a loaded work zone');
};

/** The id of the vehicle whose code the field holds. */
export const vehicleOf = (fields: EventFields, codes: KnownCodes): number =>
  codes.vehicleIdOfCode.get(fields.text('vehicle')) ??
  fields.refuse('vehicle', 'the code of a loaded vehicle (see npm run load)');

/** The ids of the vehicles whose codes the field lists. */
export const vehiclesOf = (fields: EventFields, codes: KnownCodes): number[] =>
  fields
    .texts('vehicles')
    .map((code) => codes.vehicleIdOfCode.get(code) ?? fields.refuse('vehicles', 'codes of loaded vehicles'));

/** Codes of loaded routes. */
export const routesOf = (fields: EventFields, codes: KnownCodes): string[] => {
  const routes = fields.texts('routes');
  return routes.every((code) => codes.routeCodes.has(code))
    ? routes
    : fields.refuse('routes', 'codes of loaded routes');
};
