import type { Layer } from './layer.js';
import { type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { SegmentIndex } from './segment-index.js';

/** Metres: no route with a larger key is looked for between two layers. */
export const searchBoundM = (before: Layer, after: Layer, settings: MatchSettings): number => {
  const straightM = Math.hypot(after.x - before.x, after.y - before.y);
  return after.isWide
    ? settings.wideSearchFactor * straightM + settings.wideSearchExtraM
    : settings.searchFactor * straightM + settings.searchExtraM;
};

/** Nats of going from state `from` to state `to` on the route the search has just found; Infinity without one. */
const stepCost = (
  before: Layer,
  from: number,
  after: Layer,
  to: number,
  index: SegmentIndex,
  settings: MatchSettings,
) => {
  const { search } = index;
  if (search.keyM[to] === Infinity) return Infinity;
  const straightM = Math.hypot(after.x - before.x, after.y - before.y);
  const penaltyM = search.keyM[to] - search.lengthM[to];
  const backs =
    after.directed[to] === before.directed[from] &&
    after.alongM[to] < before.alongM[from] &&
    search.staysOnSegment(to);
  const emission = backs ? after.emissionBacking[to] : after.emission[to];
  const betaM = settings.betaM + settings.betaShare * straightM;
  return (Math.abs(search.lengthM[to] - straightM) + penaltyM) / betaM + emission;
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
  const boundM = searchBoundM(before, after, settings);
  const worst = before.cost[before.best()] + settings.beamCost;
  index.search.aim(after.directed, after.alongM, after.count);
  let isConnected = false;
  for (let from = 0; from < before.count; from++) {
    if (!(before.cost[from] <= worst)) continue;
    index.search.run(before.directed[from], before.alongM[from], boundM, settings);
    for (let to = 0; to < after.count; to++) {
      const step = stepCost(before, from, after, to, index, settings);
      if (step === Infinity) continue;
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
