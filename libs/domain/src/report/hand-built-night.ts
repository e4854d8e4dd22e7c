import type { Contract } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import type { Fix } from '../fix/fix.js';
import { buildNetwork } from '../network/build-network.js';
import type { AuthorityKind } from '../network/road-network.js';
import type { RoadWay } from '../network/road-way.js';
import { workZoneOfSegments } from '../network/work-zones.js';
import type { Pass, WorkKind } from '../pass/pass.js';
import { effectivePlan } from '../plan/effective-plan.js';
import type { Authority, Route } from '../register.js';
import { at } from './hand-built-report.js';
import type { ReportInput } from './one-report.js';
import { reportRoads } from './report-roads.js';
import { takeEvidence } from './take-evidence.js';
import { NO_EVIDENCE } from './track-evidence.js';

/** A night for specs on three roads of 800 m: `city` of shi, `pref` of ken, `state` of kuni. */

const SOUTH = 36.56;
const WEST = 136.65;
/** Degrees of about 800 m to the east. */
const LENGTH = 0.00896;

const way = (id: string, authority: AuthorityKind, row: number): RoadWay => ({
  id,
  coords: [
    [WEST, SOUTH + row * 0.01],
    [WEST + LENGTH, SOUTH + row * 0.01],
  ],
  name: `${id} street`,
  ref: '',
  roadClass: 'tertiary',
  oneWay: false,
  lanes: 2,
  bridge: false,
  tunnel: false,
  level: 0,
  authority,
  routeClass: 'city_1',
  meltingPipe: false,
});

const { network } = buildNetwork(
  [way('city', 'city', 0), way('pref', 'prefecture', 1), way('state', 'state', 2)],
  {
    source: 'spec',
  },
);

const route = (code: string, authorityCode: string, name: string): Route => ({
  code,
  name,
  routeClass: 'city_1',
  authorityCode,
  contractorCode: 'C01',
  workZoneCode: null,
  roadKeys: [`${name} street`],
  thresholdCm: null,
  position: 0,
});

const AUTHORITIES: readonly Authority[] = [
  { code: 'shi', name: '市', kind: 'city' },
  { code: 'ken', name: '県', kind: 'prefecture' },
  { code: 'kuni', name: '国', kind: 'state' },
];

export const ROADS = reportRoads({
  network,
  plan: effectivePlan(network, [route('R-city', 'shi', 'city'), route('R-pref', 'ken', 'pref')], {}),
  authorities: AUTHORITIES,
  workZones: [],
  zoneOfSegment: workZoneOfSegments(network, []),
});

export type RoadName = 'city' | 'pref' | 'state';

const segmentsOf = (road: RoadName): number[] =>
  Array.from({ length: network.segmentCount }, (_, s) => s).filter(
    (s) => network.roads[network.roadOf[s]].name === `${road} street`,
  );

/** One drive along a road between two local times: a pass of each of its segments, at an even pace. */
export const drive = (road: RoadName, from: string, to: string, workKind: WorkKind = 'plowed'): Pass[] => {
  const segments = segmentsOf(road);
  const stepMs = (at(to) - at(from)) / segments.length;
  return segments.map((segment, i) => ({
    vehicleId: 1,
    segment,
    direction: 0,
    enteredAt: Math.round(at(from) + i * stepMs),
    leftAt: Math.round(at(from) + (i + 1) * stepMs),
    fromCm: 0,
    toCm: network.lengthCm[segment],
    coveredCm: network.lengthCm[segment],
    workKind,
    confidencePermille: 950,
    runnerUpSegment: -1,
    runnerUpPermille: 0,
    matcherVersion: 1,
  }));
};

/** A fix `metres` east and `north` metres north of the city street's western end. */
export const fixAt = (time: number, metres: number, north = 0, changes: Partial<Fix> = {}): Fix => {
  const plain: Fix = {
    deviceId: 1,
    vehicleId: 1,
    fixAt: time,
    seq: null,
    latE6: Math.round((SOUTH + north / 111_195) * 1e6),
    lngE6: Math.round((WEST + metres / 89_300) * 1e6),
    speedMps: null,
    headingDeg: null,
    accuracyM: null,
    blade: null,
    spreader: null,
    workType: null,
    isMock: null,
    sentAt: null,
    receivedAt: time,
  };
  return { ...plain, ...changes };
};

/** Fixes every 10 s between two local times at a speed, back and forth on a kilometre. */
export const fixesBetween = (from: string, to: string, speedMps: number, changes: Partial<Fix> = {}): Fix[] =>
  Array.from({ length: (at(to) - at(from)) / 10_000 + 1 }, (_, i) => {
    const metres = (i * 10 * speedMps) % 2000;
    return fixAt(at(from) + i * 10_000, metres > 1000 ? 2000 - metres : metres, 0, changes);
  });

export const cityContract = (changes: Partial<Contract> = {}): Contract =>
  handBuiltContract({ id: 'K-shi', owners: [{ authorityCode: 'shi', standbyShare: 1 }], ...changes });

export const prefContract = (changes: Partial<Contract> = {}): Contract =>
  handBuiltContract({
    id: 'K-ken',
    clientCode: 'ken',
    owners: [{ authorityCode: 'ken', standbyShare: 1 }],
    ...changes,
  });

/** What is known of machine J01; passes are put in order. Fixes cover the time of the passes unless given. */
export const nightInput = (
  passes: readonly Pass[],
  changes: Partial<ReportInput> = {},
  fixes: readonly Fix[] = [],
): ReportInput => ({
  vehicleId: 1,
  machine: DOZER,
  contractorCode: 'C01',
  passes: [...passes].sort((a, b) => a.enteredAt - b.enteredAt),
  evidence: fixes.length === 0 ? NO_EVIDENCE : takeEvidence(fixes),
  orders: [],
  workStates: [],
  roads: ROADS,
  contracts: [cityContract(), prefContract()],
  earlier: null,
  ...changes,
});
