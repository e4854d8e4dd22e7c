import { ALL_AREAS } from '#domain';
import type { RegisterView } from '../live/register-view.js';
import type { EventFields } from './event-fields.js';

/** The answer to a POST of events: how many were given; repeats count, they are kept once. */
export interface Accepted {
  readonly accepted: number;
}

/** `all`, or the code of a loaded work zone. */
export const areaOf = (fields: EventFields, register: RegisterView): string => {
  const area = fields.text('area');
  if (area === ALL_AREAS || register.zones.some((zone) => zone.code === area)) return area;
  return fields.refuse('area', `all, or the code of a loaded work zone`);
};

/** The id of the vehicle whose code the field holds. */
export const vehicleOf = (fields: EventFields, register: RegisterView): number =>
  register.vehicleIdOfCode.get(fields.text('vehicle')) ??
  fields.refuse('vehicle', 'the code of a loaded vehicle (see npm run load)');

/** The ids of the vehicles whose codes the field lists. */
export const vehiclesOf = (fields: EventFields, register: RegisterView): number[] =>
  fields
    .texts('vehicles')
    .map(
      (code) => register.vehicleIdOfCode.get(code) ?? fields.refuse('vehicles', 'codes of loaded vehicles'),
    );

/** Codes of loaded routes. */
export const routesOf = (fields: EventFields, register: RegisterView): string[] => {
  const known = new Set(register.routes.map((route) => route.code));
  const codes = fields.texts('routes');
  return codes.every((code) => known.has(code)) ? codes : fields.refuse('routes', 'codes of loaded routes');
};
