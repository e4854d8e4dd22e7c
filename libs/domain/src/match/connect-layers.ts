import type { Layer } from './layer.js';
import type { MatchSettings } from './match-settings.js';
import type { SegmentIndex } from './segment-index.js';
import { ROUTE, type StepRoutes } from './step-routes.js';

/** Seconds between two fixes beyond those in which a vehicle goes straight on. */
const unseenS = (before: Layer, after: Layer, settings: MatchSettings): number =>
  Math.max((after.fixAt - before.departAt) / 1000 - settings.unseenFromS, 0);

/** Nats that leaving `after` out costs, so that a step to it may cost no more. */
export const skipCost = (before: Layer, after: Layer, settings: MatchSettings): number =>
  settings.skipCost + settings.skipCostPerS * unseenS(before, after, settings);

/** Metres: no route with a larger key is looked for between two layers. */
export const searchBoundM = (before: Layer, after: Layer, settings: MatchSettings): number => {
  const straightM = Math.hypot(after.x - before.x, after.y - before.y);
  if (after.isWide) return settings.wideSearchFactor * straightM + settings.wideSearchExtraM;
  const loopM = settings.unseenMps * unseenS(before, after, settings);
  return settings.searchFactor * straightM + settings.searchExtraM + loopM;
};

/** What of a step's cost is the same for all of its states. */
class Span {
  before!: Layer;
  after!: Layer;
  settings!: MatchSettings;
  straightM = 0;
  betaM = 0;
  elapsedS = 0;
  /** Nats from which on a longer way costs less; infinite between fixes that follow each other soon. */
  detourNats = 0;
  /** Metres that a vehicle can drive in the time. */
  reachM = 0;
  /** Longer routes nobody drove in the time. */
  mostM = 0;
  /** Reported speed x time; NaN where the device gives no speed. */
  expectedM = 0;
  /** How far a route may miss that without a cost. */
  slackM = 0;
  /** Share of the position error that is still there. */
  kept = 0;
  sigma2 = 0;
  white2 = 0;
}

/** One object, filled anew for every step. */
const span = new Span();

const fillSpan = (before: Layer, after: Layer, settings: MatchSettings): void => {
  span.before = before;
  span.after = after;
  span.settings = settings;
  span.straightM = Math.hypot(after.x - before.x, after.y - before.y);
  span.elapsedS = Math.max((after.fixAt - before.departAt) / 1000, 0.001);
  span.betaM = settings.betaM + settings.betaShare * span.straightM + settings.betaPerS * span.elapsedS;
  span.detourNats = unseenS(before, after, settings) > 0 ? settings.detourNats : Number.MAX_VALUE;
  // Where the straight line is too long already, the vehicle is faster than we think.
  span.reachM = Math.max(settings.jumpMps * span.elapsedS, span.straightM);
  span.mostM = Math.max(span.reachM, settings.fastWay * span.straightM) + settings.undrivableM;
  const expectedM = ((before.departSpeedMps + after.speedMps) / 2) * span.elapsedS;
  const share = settings.speedSlackShare + settings.speedSlackPerS * span.elapsedS;
  span.slackM = settings.speedSlackM + share * expectedM;
  after.isFasterThanReported = span.straightM > expectedM + span.slackM;
  // Once that is an outlier's mark; again and again, the device does not know its speed.
  span.expectedM = before.isFasterThanReported && after.isFasterThanReported ? Number.NaN : expectedM;
  span.kept = Math.exp(-(after.fixAt - before.fixAt) / 1000 / settings.correlationS);
  span.sigma2 = after.sigmaM * after.sigmaM;
  const whiteM = after.speedMps <= settings.standingSpeedMps ? settings.standingWhiteM : settings.whiteM;
  span.white2 = whiteM * whiteM;
};

/**
 * Nats of the fix's position error, given the error at the fix before: errors change slowly (Gauss–Markov), so a
 * constant offset from a street says little, while a jump of the offset says much. Only the part across the road is
 * known of either; along the two normals their correlation is `kept` x the cosine between them.
 */
const positionCost = (from: number, to: number): number => {
  const { before, after } = span;
  const linear = span.settings.linearFromSigmas;
  const cosine = before.awayX(from) * after.awayX(to) + before.awayY(from) * after.awayY(to);
  const correlation = span.kept * cosine;
  const fresh = 1 - correlation * correlation;
  const miss = after.offsetM(to) - correlation * before.offsetM(from);
  const sigmas = Math.abs(miss) / Math.sqrt(span.sigma2 * fresh + span.white2);
  const cost = sigmas < linear ? (sigmas * sigmas) / 2 : linear * sigmas - (linear * linear) / 2;
  return cost + Math.log(fresh + span.white2 / span.sigma2) / 2;
};

/** Nats of a route whose length does not fit the reported speed, or that nobody can drive in the time. */
const speedCost = (lengthM: number): number => {
  const { settings } = span;
  const tooFarM = lengthM - span.reachM;
  const cost = tooFarM > 0 ? tooFarM / settings.betaM : 0;
  if (Number.isNaN(span.expectedM)) return cost;
  const missM = Math.abs(lengthM - span.expectedM) - span.slackM;
  return missM <= 0 ? cost : cost + Math.min(missM / settings.speedScaleM, settings.speedCostMost);
};

/** Nats of the route that was just found from one state to another: its length, its turns and the course at its end. */
const routeCost = (routes: StepRoutes, to: number): number => {
  const { after, settings } = span;
  const { lengthM, keyM } = routes;
  const course = routes.how === ROUTE.backing ? after.courseCostBacking(to) : after.courseCost(to);
  const nats = (Math.abs(lengthM - span.straightM) + keyM - lengthM) / span.betaM;
  return Math.min(nats, span.detourNats + (nats - span.detourNats) * settings.detourShare) + course;
};

/** At most so many metres of detour cost one nat. */
const metresPerNat = (): number =>
  span.detourNats === Number.MAX_VALUE ? span.betaM : span.betaM / span.settings.detourShare;

const forget = (before: Layer, after: Layer): void => {
  for (let to = 0; to < after.count; to++) {
    after.setPath(to, Infinity, -1, ROUTE.none);
    for (let from = 0; from < before.count; from++) after.setStep(from, to, Infinity);
  }
};

/** What a position cost can be below nothing at most, nats. */
const MARGIN = 1;

/** Costs of all steps that leave one state; gives the least cost of a path so far. */
const connectFrom = (from: number, routes: StepRoutes, least: number): number => {
  const { before, after } = span;
  const limit = span.settings.beamCost + MARGIN - before.cost(from);
  const { mostM } = span;
  const soFar = before.cost(from);
  let best = least;
  for (let to = 0; to < after.count; to++) {
    routes.find(from, to);
    if (routes.lengthM > mostM) continue;
    const route = routeCost(routes, to);
    if (route > best + limit) continue;
    const step = route + speedCost(routes.lengthM) + positionCost(from, to);
    after.setStep(from, to, step);
    const total = soFar + step;
    if (total < after.cost(to)) after.setPath(to, total, from, routes.how);
    if (total < best) best = total;
  }
  return best;
};

/** Counts costs from the best path, and turns the steps' nats into likelihoods and their forward sums. */
const settle = (before: Layer, after: Layer, least: number): void => {
  after.baseNats = before.baseNats + least;
  let all = 0;
  for (let to = 0; to < after.count; to++) {
    after.setCost(to, after.cost(to) - least);
    let sum = 0;
    for (let from = 0; from < before.count; from++) {
      const step = after.step(from, to);
      const likelihood = step === Infinity ? 0 : Math.exp(least - step);
      after.setStep(from, to, likelihood);
      sum += before.forward(from) * likelihood;
    }
    after.setForward(to, sum);
    all += sum;
  }
  for (let to = 0; to < after.count; to++) after.setForward(to, all > 0 ? after.forward(to) / all : 0);
};

const connectWithin = (before: Layer, after: Layer, { routes, settings }: SegmentIndex): boolean => {
  forget(before, after);
  fillSpan(before, after, settings);
  const first = before.best();
  const worst = before.cost(first) + settings.beamCost;
  routes.prepare(before, after, {
    boundM: searchBoundM(before, after, settings),
    freeM: span.straightM,
    metresPerNat: after.isWide ? Infinity : metresPerNat(),
    worst,
  });
  let least = connectFrom(first, routes, Infinity);
  for (let from = 0; from < before.count; from++) {
    if (from !== first && before.cost(from) <= worst) least = connectFrom(from, routes, least);
  }
  if (least === Infinity) return false;
  settle(before, after, least);
  return true;
};

/**
 * Extends every path of `before` to the states of `after`: costs, forward sums and the state each came from. Where
 * nothing is found within the bound, the wide bound is tried. False where no route leads there at all.
 */
export const connect = (before: Layer, after: Layer, index: SegmentIndex): boolean => {
  after.isWide = false;
  if (connectWithin(before, after, index)) return true;
  after.isWide = true;
  return connectWithin(before, after, index);
};

/** Makes every state the start of a path of its own. */
export const startPath = (layer: Layer): void => {
  let least = Infinity;
  for (let state = 0; state < layer.count; state++) {
    const cost = (layer.offsetM(state) / layer.sigmaM) ** 2 / 2 + layer.courseCost(state);
    layer.setPath(state, cost, -1, ROUTE.none);
    least = Math.min(least, cost);
  }
  layer.baseNats = least;
  let sum = 0;
  for (let state = 0; state < layer.count; state++) {
    layer.setCost(state, layer.cost(state) - least);
    sum += Math.exp(-layer.cost(state));
  }
  for (let state = 0; state < layer.count; state++) {
    layer.setForward(state, Math.exp(-layer.cost(state)) / sum);
  }
};
