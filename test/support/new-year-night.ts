import type { BundleContents } from '#bundle';
import {
  type Contract,
  type DispatchOrder,
  effectivePlan,
  type Fix,
  type ReportContext,
  reportRoads,
  type WorkState,
  workZoneOfSegments,
} from '#domain';
import { smallTown } from '#fixtures';
import { DOZER, handBuiltContract } from '../../libs/domain/src/contract/hand-built-contract.js';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import { at } from '../../libs/domain/src/report/hand-built-report.js';
import { bundleOf } from './bundle-of.js';
import { fixesOfNight } from './driven-night.js';

/**
 * Field lesson 14: work 21:50–05:10 over a month's end into a holiday, on roads of a city and a prefecture that one contract
 * covers. Ordered, with standby before it and the button pressed in between; no device says what the blade does.
 */

const town = smallTown();

/** The rows belong to the city, the main columns to the prefecture, the other ones to the State. */
const OWNER_OF_ROUTE: Readonly<Record<string, string>> = { south: 'shi', 'old town': 'shi', main: 'ken' };
const register = {
  authorities: [
    { code: 'shi', name: '架空市', kind: 'city' as const },
    { code: 'ken', name: '架空県', kind: 'prefecture' as const },
    { code: 'kuni', name: '架空国', kind: 'state' as const },
  ],
  routes: town.register.routes.map((route) => ({
    ...route,
    authorityCode: OWNER_OF_ROUTE[route.code] ?? 'kuni',
  })),
};

/** The drive, from each of these times on, and whose roads it is on. */
export const DRIVE = [
  { from: '2026-12-31 21:50:00', to: '2026-12-31 22:47:10', road: 'row 2', owner: 'shi' },
  { from: '2026-12-31 22:47:20', to: '2027-01-01 00:31:00', road: 'column 4', owner: 'ken' },
  { from: '2027-01-01 00:31:10', to: '2027-01-01 03:02:40', road: 'row 5', owner: 'shi' },
  { from: '2027-01-01 03:02:50', to: '2027-01-01 04:10:00', road: 'column 8', owner: 'ken' },
  // Half an hour for the State, under a contract of its own; nobody heard how it came there.
  { from: '2027-01-01 04:16:00', to: '2027-01-01 04:40:00', road: 'column 9', owner: 'kuni' },
  { from: '2027-01-01 04:40:10', to: '2027-01-01 05:10:00', road: 'row 7', owner: 'shi' },
] as const;

const fixes: Fix[] = DRIVE.flatMap(({ from, to, road }) =>
  fixesOfNight(
    town.network,
    { vehicle: 'J01', roads: [road], fromAt: at(from), toAt: at(to) },
    { vehicleId: 1, deviceId: 1 },
  ).map((fix) => ({ ...fix, blade: null })),
);

const order = (id: number, kind: DispatchOrder['kind'], orderedAt: string): DispatchOrder => ({
  ...{ id, kind, routes: ['south'], vehicleIds: [1], orderedAt: at(orderedAt), targetFinishAt: null },
});
const ORDERS = [
  order(1, 'standby_order', '2026-12-31 20:30:00'),
  order(2, 'city_order', '2026-12-31 21:40:00'),
];
const WORK_STATES: WorkState[] = [
  {
    ...{ vehicleId: 1, at: at('2027-01-01 03:30:00'), blade: null, spreader: null },
    ...{ workType: 'packed_snow', source: 'button' },
  },
];

/** For the city and the prefecture at once; standby is paid by the hour. */
export const bothOwners: Contract = handBuiltContract({
  standby: [{ kind: 'hourly_rate', rates: [{ ...DOZER, yenPerHour: 6_000 }] }],
});
const state: Contract = handBuiltContract({
  id: 'K-2',
  clientCode: 'kuni',
  owners: [{ authorityCode: 'kuni', standbyShare: 1 }],
});

export const newYearBundle = (month: '2026-12' | '2027-01'): BundleContents =>
  bundleOf({
    ...{ network: town.network, register, orders: ORDERS, workStates: WORK_STATES, month },
    machines: [{ vehicleId: 1, machine: DOZER, contractorCode: 'C01', fixes }],
    contract: bothOwners,
    otherContracts: [{ ...state, prices: [], standby: [] }],
    issuer: ISSUER,
    recipient: { clientCode: 'shi', addressee: '架空市長' },
  });

/** What the sums of its reports are made with. */
export const newYearContext = (): ReportContext => {
  const { network } = town;
  const plan = effectivePlan(network, register.routes, {});
  const { authorities } = register;
  const zoneOfSegment = workZoneOfSegments(network, []);
  return {
    calendar: bothOwners.calendar,
    roads: reportRoads({ network, plan, authorities, workZones: [], zoneOfSegment }),
  };
};
