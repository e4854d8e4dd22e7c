import { type City, simulateStorm, type WireFix } from '#fixtures';
import { type FleetVehicle, fleetOf } from './fleet.js';
import { START_AT } from './night-stack.js';

/** Two hours of a fix every 5 s. */
export const BACKLOG = 1_440;
export const OUTAGE_ENDS_AT = START_AT + 2.25 * 3_600_000;
const STORM_HOURS = 4;

export interface Phone {
  readonly live: FleetVehicle;
  /** Newest first. */
  readonly backlog: FleetVehicle;
}

const phoneOf = (vehicle: FleetVehicle): Phone => {
  const isBefore = (fix: WireFix): boolean => Date.parse(fix.at) < OUTAGE_ENDS_AT;
  const before = vehicle.fixes.filter(isBefore).slice(-BACKLOG).reverse();
  return {
    live: { ...vehicle, fixes: vehicle.fixes.filter((fix) => !isBefore(fix)) },
    backlog: { ...vehicle, fixes: before },
  };
};

/** Machines that drove through all of the outage and after it, as often as there are phones. */
export const phonesOf = (city: City, phones: number): { chosen: Phone[]; copies: number } => {
  const storm = simulateStorm(city, { seed: 1, hours: STORM_HOURS, startAt: START_AT });
  const isWhole = ({ live, backlog }: Phone): boolean =>
    backlog.fixes.length === BACKLOG && live.fixes.length > 0;
  const perCopy = fleetOf(storm, 1).map(phoneOf).filter(isWhole).length;
  const copies = Math.ceil(phones / perCopy);
  return { chosen: fleetOf(storm, copies).map(phoneOf).filter(isWhole).slice(0, phones), copies };
};
