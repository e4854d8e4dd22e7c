import {
  type LocalDate,
  type MinutePosition,
  type Pass,
  type ReportInput,
  type ReportRoads,
  startOfDate,
  type TrackEvidence,
} from '#domain';
import { randomOf } from '#fixtures';
import { SEGMENTS_PER_MACHINE } from './settle-roads.js';
import type { BenchMachine, World } from './settle-world.js';

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
      segment: (machine.vehicleId - 1) * SEGMENTS_PER_MACHINE + (step % SEGMENTS_PER_MACHINE),
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

/** What the nights are drawn from. */
export interface NightSource {
  readonly world: World;
  readonly roads: ReportRoads;
  readonly seed: number;
}

/** What is known of a machine's night. */
export const nightOf = (
  { world, roads, seed }: NightSource,
  machine: BenchMachine,
  date: LocalDate,
): ReportInput => {
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
