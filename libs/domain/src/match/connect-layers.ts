import type { Layer } from './layer.js';
import { type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { RouteSearch } from './route-search.js';
import type { SegmentIndex } from './segment-index.js';

/** Metres: no route with a larger key is looked for between two layers. */
export const searchBoundM = (before: Layer, after: Layer, settings: MatchSettings): number => {
  const straightM = Math.hypot(after.x - before.x, after.y - before.y);
  return after.isWide
    ? settings.wideSearchFactor * straightM + settings.wideSearchExtraM
    : settings.searchFactor * straightM + settings.searchExtraM;
};

/** What of a step's cost is the same for all of its states. */
interface Span {
  readonly straightM: number;
  readonly betaM: number;
  readonly elapsedS: number;
  /** Reported speed x time; NaN where the device gives no speed. */
  readonly expectedM: number;
  /** Share of the position error that is still there. */
  readonly kept: number;
}

const spanOf = (before: Layer, after: Layer, settings: MatchSettings): Span => {
  const straightM = Math.hypot(after.x - before.x, after.y - before.y);
  const elapsedS = Math.max((after.fixAt - before.departAt) / 1000, 0.001);
  return {
    straightM,
    betaM: settings.betaM + settings.betaShare * straightM,
    elapsedS,
    expectedM: ((before.departSpeedMps + after.speedMps) / 2) * elapsedS,
    kept: Math.exp(-(after.fixAt - before.fixAt) / 1000 / settings.correlationS),
  };
};

/**
 * Nats of the fix's position error, given the error at the fix before: errors change slowly (Gauss–Markov), so a
 * constant offset from a street says little, while a jump of the offset says much. Only the part across the road is
 * known of either; along the two normals their correlation is `kept` x the cosine between them.
 */
const positionCost = (
  before: Layer,
  from: number,
  after: Layer,
  to: number,
  span: Span,
  settings: MatchSettings,
) => {
  const cosine = before.awayX[from] * after.awayX[to] + before.awayY[from] * after.awayY[to];
  const correlation = span.kept * cosine;
  const fresh = 1 - correlation * correlation;
  const sigma2 = after.sigmaM * after.sigmaM;
  const miss = after.offsetM[to] - correlation * before.offsetM[from];
  const sigmas = Math.abs(miss) / Math.sqrt(sigma2 * fresh + settings.whiteM * settings.whiteM);
  const linear = settings.linearFromSigmas;
  const cost = sigmas < linear ? (sigmas * sigmas) / 2 : linear * sigmas - (linear * linear) / 2;
  return cost + Math.log(fresh + (settings.whiteM * settings.whiteM) / sigma2) / 2;
};

/** Nats of a route whose length does not fit the reported speed, or that nobody can drive in the time. */
const speedCost = (lengthM: number, span: Span, settings: MatchSettings): number => {
  const tooFarM = lengthM - settings.jumpMps * span.elapsedS;
  const cost = tooFarM > 0 ? tooFarM / settings.betaM : 0;
  if (Number.isNaN(span.expectedM)) return cost;
  const share = settings.speedSlackShare + settings.speedSlackPerS * span.elapsedS;
  const missM = Math.abs(lengthM - span.expectedM) - settings.speedSlackM - share * span.expectedM;
  return missM <= 0 ? cost : cost + Math.min(missM / settings.speedScaleM, settings.speedCostMost);
};

/** Nats of going from state `from` to state `to` on the route the search has just found. */
const stepCost = (
  before: Layer,
  from: number,
  after: Layer,
  to: number,
  span: Span,
  search: RouteSearch,
  settings: MatchSettings,
): number => {
  const lengthM = search.lengthM[to];
  const penaltyM = search.keyM[to] - lengthM;
  const backs = search.staysOnSegment(to) && after.alongM[to] < before.alongM[from];
  const course = backs ? after.courseCostBacking[to] : after.courseCost[to];
  const route = (Math.abs(lengthM - span.straightM) + penaltyM) / span.betaM;
  return (
    route +
    course +
    speedCost(lengthM, span, settings) +
    positionCost(before, from, after, to, span, settings)
  );
};

const forget = (layer: Layer): void => {
  layer.cost.fill(Infinity);
  layer.sum.fill(Infinity);
  layer.before.fill(-1);
  layer.step.fill(Infinity);
};

/** Sum of two probabilities that are given as costs in nats. */
const addedNats = (a: number, b: number): number => {
  if (a === Infinity) return b;
  if (b === Infinity) return a;
  return a < b ? a - Math.log1p(Math.exp(a - b)) : b - Math.log1p(Math.exp(b - a));
};

const connectWithin = (
  before: Layer,
  after: Layer,
  index: SegmentIndex,
  settings: MatchSettings,
): boolean => {
  forget(after);
  const { search } = index;
  const span = spanOf(before, after, settings);
  const boundM = searchBoundM(before, after, settings);
  const worst = before.cost[before.best()] + settings.beamCost;
  search.aim(after.directed, after.alongM, after.count);
  let isConnected = false;
  for (let from = 0; from < before.count; from++) {
    if (!(before.cost[from] <= worst)) continue;
    search.run(before.directed[from], before.alongM[from], boundM, settings);
    for (let to = 0; to < after.count; to++) {
      if (search.keyM[to] === Infinity) continue;
      const step = stepCost(before, from, after, to, span, search, settings);
      isConnected = true;
      after.step[from * STATE_CAPACITY + to] = step;
      after.sum[to] = addedNats(after.sum[to], before.sum[from] + step);
      if (before.cost[from] + step < after.cost[to]) {
        after.cost[to] = before.cost[from] + step;
        after.before[to] = from;
      }
    }
  }
  return isConnected;
};

/**
 * Extends every path of `before` to the states of `after`: costs, forward sums and the state each came from. Where
 * nothing is found within the bound, the wide bound is tried. False where no route leads there at all.
 */
export const connect = (
  before: Layer,
  after: Layer,
  index: SegmentIndex,
  settings: MatchSettings,
): boolean => {
  after.isWide = false;
  if (connectWithin(before, after, index, settings)) return true;
  after.isWide = true;
  return connectWithin(before, after, index, settings);
};
