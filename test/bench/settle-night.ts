import {
  type MinutePosition,
  type Pass,
  type ReportInput,
  type ReportRoads,
  type RouteClass,
  startOfDate,
  type TrackEvidence,
} from '#domain';
import { randomOf } from '#fixtures';
import {
  AUTHORITIES,
  type BenchMachine,
  ROUTE_SEGMENTS,
  ROUTES_PER_MACHINE,
  type World,
} from './settle-world.js';

const TRUNK_SHARE = 0.3;

/** Segments are numbered along the machines' routes; the first 30 % of each machine's are the prefecture's. */
const SEGMENTS_PER_MACHINE = ROUTES_PER_MACHINE * ROUTE_SEGMENTS;
const isTrunk = (segment: number): boolean =>
  segment % SEGMENTS_PER_MACHINE < TRUNK_SHARE * SEGMENTS_PER_MACHINE;
const routeCodeOf = (segment: number): string => `R${Math.floor(segment / ROUTE_SEGMENTS)}`;

export const roads: ReportRoads = {
  placeOf: (segment) => ({
    ownerCode: isTrunk(segment) ? 'ken' : 'shi',
    routeCode: routeCodeOf(segment),
    workZoneCode: null,
  }),
  wordsOf: (segment) => ({
    routeNo: '',
    routeName: routeCodeOf(segment),
    routeClass: (isTrunk(segment) ? 'pref_1' : 'city_1') satisfies RouteClass,
  }),
  endsOf: () => ({ fromName: '', toName: '' }),
  placeOfRoute: () => null,
  kindOf: (ownerCode) => AUTHORITIES.find(({ code }) => code === ownerCode)?.kind ?? null,
};

/** One night: 4 to 8 h from the evening on, over the machine's routes again and again, a drive between two rounds. */
const nightPasses = (machine: BenchMachine, random: ReturnType<typeof randomOf>, startAt: number): Pass[] => {
  const endAt = startAt + random.whole(4 * 3600, 8 * 3600) * 1000;
  const passes: Pass[] = [];
  let at = startAt;
  let step = 0;
  while (at < endAt) {
    const leftAt = at + random.whole(15, 60) * 1000;
    const round = Math.floor(step / SEGMENTS_PER_MACHINE);
    passes.push({
      vehicleId: machine.vehicleId,
      segment: machine.vehicleId * SEGMENTS_PER_MACHINE + (step % SEGMENTS_PER_MACHINE),
      direction: round % 2,
      enteredAt: at,
      leftAt,
      fromCm: 0,
      toCm: 9_000,
      coveredCm: 9_000,
      workKind: step % 90 >= 80 ? 'passed' : 'plowed',
      confidencePermille: 950,
      runnerUpSegment: -1,
      runnerUpPermille: 0,
      matcherVersion: 1,
    });
    at = leftAt;
    step += 1;
  }
  return passes;
};

/** What the night's fixes would leave: one drive, and a position each minute along the machine's own parallel. */
const nightEvidence = (machine: BenchMachine, startAt: number, endAt: number): TrackEvidence => {
  const minutes: MinutePosition[] = [];
  for (let at = Math.ceil(startAt / 60_000) * 60_000; at < endAt; at += 60_000)
    minutes.push({
      at,
      latE6: 36_500_000 + machine.vehicleId * 400,
      lngE6: 136_600_000 + (Math.round((at - startAt) / 100) % 40_000),
      moving: true,
    });
  const drive = { startAt, endAt, distanceM: Math.round((endAt - startAt) / 300) };
  return {
    deviceIds: [machine.vehicleId],
    spans: [
      {
        ...drive,
        kind: 'moving',
        topSpeedMps: 8,
        topSpeedAt: startAt,
        fixCount: Math.round((endAt - startAt) / 5000),
      },
    ],
    minutes,
    workTypes: [],
    mock: [],
  };
};

/** What is known of a machine's night. */
export const nightOf = (world: World, machine: BenchMachine, date: string, seed: number): ReportInput => {
  const random = randomOf(seed, date, machine.machineCode);
  const startAt = startOfDate(date) + random.whole(18 * 3600, 25 * 3600) * 1000;
  const passes = nightPasses(machine, random, startAt);
  const endAt = passes[passes.length - 1].leftAt;
  return {
    vehicleId: machine.vehicleId,
    machine,
    contractorCode: machine.contractorCode,
    passes,
    evidence: nightEvidence(machine, startAt, endAt),
    orders: [
      {
        id: 1,
        kind: 'city_order',
        routes: [],
        vehicleIds: [machine.vehicleId],
        orderedAt: startOfDate(date) + 17 * 3_600_000,
        targetFinishAt: null,
      },
    ],
    workStates: [],
    roads,
    contracts: world.contracts.filter(({ contractorCode }) => contractorCode === machine.contractorCode),
    earlier: null,
  };
};
