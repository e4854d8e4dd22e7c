import {
  type DispatchOrder,
  effectivePlan,
  type Fix,
  fixKey,
  isInPlan,
  judgeFix,
  type Pass,
  plowedVisits,
  type SegmentIndex,
  splitTracks,
  TrackFollower,
  type WorkHistory,
  type WorkState,
} from '#domain';
import type { City, Storm, TruthPass } from '#fixtures';
import { quantile } from '../../apps/embedded/src/quantile.js';
import { followTrack } from './follow-track.js';

/** Shorter directed segments take their neighbour's state and are not scored (contracts). */
const STUB_CM = 1500;
/** A found visit and a true one may miss each other by this much. */
const TOLERANCE_MS = 2 * 60_000;

/** How well the found visits fit the true ones. Shares 0..1; lengths in metres of directed segments. */
export interface StormScore {
  readonly seed: number;
  readonly truthVisits: number;
  readonly foundVisits: number;
  readonly matchedVisits: number;
  readonly precision: number;
  readonly recall: number;
  readonly precisionByLength: number;
  readonly recallByLength: number;
  readonly f1: number;
  /** Seconds between when a visit really was over and when it was found to be: medians and 95th of the pairs. */
  readonly clearanceErrorP50S: number;
  readonly clearanceErrorP95S: number;
  /** Directed metres that were found plowed and were not, per hour that a machine plowed and per plowed metre. */
  readonly falseClearMPerPlowHour: number;
  readonly falseClearShare: number;
  /** Streets shown `in_progress` at once that the final path does not have. */
  readonly retractionsPer1000: number;
  /** True visits of the silent unit after it stopped sending: nobody could know of them, so they are left out. */
  readonly unheardVisits: number;
  readonly fixes: number;
  readonly fixesPerSecond: number;
}

/** One visit: a vehicle plowed a directed segment. */
export interface ScoredVisit {
  readonly vehicleId: number;
  readonly directed: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly lengthM: number;
  /** The other half of its pair. */
  partner: ScoredVisit | null;
}

export interface StormVisits {
  readonly truth: ScoredVisit[];
  readonly found: ScoredVisit[];
  readonly unheard: number;
}

/** A vehicle's fixes as the store would give them: judged, repeats removed by key, in order of fix time. */
export const fixesOf = (storm: Storm, vehicleCode: string, vehicleId: number): Fix[] => {
  const byKey = new Map<string, Fix>();
  for (const upload of storm.uploads) {
    if (upload.vehicleCode !== vehicleCode) continue;
    const receipt = { deviceId: vehicleId, receivedAt: upload.sendAt, vehicleIdAt: () => vehicleId };
    for (const { at, ...wire } of upload.fixes) {
      const verdict = judgeFix({ ...wire, fixAt: Date.parse(at) }, receipt);
      if ('reason' in verdict) continue;
      const key = `${verdict.fix.fixAt} ${fixKey(verdict.fix)}`;
      if (!byKey.has(key)) byKey.set(key, verdict.fix);
    }
  }
  return [...byKey.values()].sort((a, b) => a.fixAt - b.fixAt);
};

/** The work states and orders that the storm's staff posted, and the plan's target roads. */
export const workOf = (city: City, storm: Storm): WorkHistory => {
  const idOf = (code: string): number => storm.machines.findIndex((machine) => machine.vehicleCode === code);
  const states: WorkState[] = [];
  const orders: DispatchOrder[] = [];
  for (const post of storm.staffPosts) {
    if (post.kind === 'work_state') {
      states.push({ ...post.body, vehicleId: idOf(post.body.vehicle), at: Date.parse(post.body.at) });
    }
    if (post.kind === 'dispatch_order') {
      const { kind, routes, vehicles, orderedAt, targetFinishAt } = post.body;
      orders.push({
        id: orders.length,
        kind,
        routes,
        vehicleIds: vehicles.map(idOf),
        orderedAt: Date.parse(orderedAt),
        targetFinishAt: targetFinishAt === null ? null : Date.parse(targetFinishAt),
      });
    }
  }
  const plan = effectivePlan(city.network, city.register.routes, {});
  return { states, orders, isTarget: (segment) => isInPlan(plan, segment) };
};

interface StormPasses {
  readonly passes: Pass[];
  readonly fixes: number;
  readonly seconds: number;
  readonly retractions: number;
}

/** The passes of all vehicles of a storm; `vehicleId` is the machine's position in `storm.machines`. */
export const passesOfStorm = (city: City, storm: Storm, index: SegmentIndex): StormPasses => {
  const work = workOf(city, storm);
  const passes: Pass[] = [];
  let count = 0;
  let seconds = 0;
  let retractions = 0;
  storm.machines.forEach((machine, vehicleId) => {
    const fixes = fixesOf(storm, machine.vehicleCode, vehicleId);
    for (const { from, to } of splitTracks(fixes)) {
      const followed = followTrack(new TrackFollower(index, work), fixes.slice(from, to));
      for (const pass of followed.passes) passes.push(pass);
      seconds += followed.seconds;
      retractions += followed.retractions;
    }
    count += fixes.length;
  });
  return { passes, fixes: count, seconds, retractions };
};

const truthAsPass = (truth: TruthPass, vehicleId: number): Pass => ({
  ...truth,
  vehicleId,
  coveredCm: truth.toCm - truth.fromCm,
  confidencePermille: 1000,
  runnerUpSegment: -1,
  runnerUpPermille: 0,
  matcherVersion: 0,
});

const visitsByDirected = (passes: readonly Pass[], city: City): ScoredVisit[] => {
  const byDirected = new Map<number, Pass[]>();
  for (const pass of passes) {
    const directed = 2 * pass.segment + pass.direction;
    const list = byDirected.get(directed);
    if (list === undefined) byDirected.set(directed, [pass]);
    else list.push(pass);
  }
  return [...byDirected].flatMap(([directed, list]) => {
    const lengthCm = city.network.lengthCm[directed >> 1];
    if (lengthCm < STUB_CM) return [];
    return plowedVisits(list, lengthCm).map((visit) => ({
      ...visit,
      directed,
      lengthM: lengthCm / 100,
      partner: null,
    }));
  });
};

/** Pairs found with true visits: same vehicle, same directed segment, overlapping times (± 2 min), each once. */
const pair = (truth: readonly ScoredVisit[], found: readonly ScoredVisit[]): void => {
  const open = new Map<string, ScoredVisit[]>();
  const keyOf = (visit: ScoredVisit): string => `${visit.vehicleId} ${visit.directed}`;
  for (const visit of truth) open.set(keyOf(visit), [...(open.get(keyOf(visit)) ?? []), visit]);
  for (const visit of found) {
    const match = open
      .get(keyOf(visit))
      ?.find(
        (other) =>
          other.partner === null &&
          other.fromAt <= visit.toAt + TOLERANCE_MS &&
          visit.fromAt <= other.toAt + TOLERANCE_MS,
      );
    if (match === undefined) continue;
    match.partner = visit;
    visit.partner = match;
  }
};

/** The plowed visits that were found and those that really happened, paired. */
export const visitsOfStorm = (city: City, storm: Storm, passes: readonly Pass[]): StormVisits => {
  const idOf = new Map(storm.machines.map((machine, vehicleId) => [machine.vehicleCode, vehicleId]));
  const asPasses = (list: readonly TruthPass[]): Pass[] =>
    list.map((truth) => truthAsPass(truth, idOf.get(truth.vehicle)!));
  const truth = visitsByDirected(asPasses(storm.truth.filter((pass) => pass.heard)), city);
  const all = visitsByDirected(asPasses(storm.truth), city);
  const found = visitsByDirected(passes, city);
  pair(truth, found);
  return { truth, found, unheard: all.length - truth.length };
};

const sum = (visits: readonly ScoredVisit[]): number =>
  visits.reduce((total, visit) => total + visit.lengthM, 0);

const HOUR_MS = 3_600_000;
const plowHours = (storm: Storm): number =>
  storm.truth
    .filter(({ workKind, heard }) => workKind === 'plowed' && heard)
    .reduce((total, { enteredAt, leftAt }) => total + (leftAt - enteredAt), 0) / HOUR_MS;

/** Scores one storm from its fixes to its plowed visits. */
export const scoreStorm = (city: City, storm: Storm, index: SegmentIndex): StormScore => {
  const { passes, fixes, seconds, retractions } = passesOfStorm(city, storm, index);
  const { truth, found, unheard } = visitsOfStorm(city, storm, passes);
  const right = found.filter(({ partner }) => partner !== null);
  const met = truth.filter(({ partner }) => partner !== null);
  const precision = right.length / Math.max(found.length, 1);
  const recall = met.length / Math.max(truth.length, 1);
  const errorsS = right.map(({ toAt, partner }) => Math.abs(toAt - partner!.toAt) / 1000);
  const falseClearM = sum(found) - sum(right);
  return {
    seed: storm.seed,
    truthVisits: truth.length,
    foundVisits: found.length,
    matchedVisits: right.length,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(precision + recall, Number.MIN_VALUE),
    precisionByLength: sum(right) / Math.max(sum(found), 1),
    recallByLength: sum(met) / Math.max(sum(truth), 1),
    clearanceErrorP50S: quantile(errorsS, 0.5),
    clearanceErrorP95S: quantile(errorsS, 0.95),
    falseClearMPerPlowHour: falseClearM / plowHours(storm),
    falseClearShare: falseClearM / Math.max(sum(truth), 1),
    retractionsPer1000: (1000 * retractions) / Math.max(fixes, 1),
    unheardVisits: unheard,
    fixes,
    fixesPerSecond: Math.round(fixes / seconds),
  };
};
