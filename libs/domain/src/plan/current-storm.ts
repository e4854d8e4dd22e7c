import type { Storm } from '../events.js';
import { ALL_AREAS } from './snow-gauge.js';

/**
 * The storm that clearance speaks of in `area` at `nowAt`: of those that are on (its own, and one of `all`) the one that
 * began last; without one that of those that ended less than `keptMs` ago, for their snow still lies. Null = no storm.
 */
export const currentStorm = (
  storms: readonly Storm[],
  area: string,
  nowAt: number,
  keptMs: number,
): Storm | null => {
  const begun = storms.filter(
    (storm) => (storm.area === area || storm.area === ALL_AREAS) && storm.startedAt <= nowAt,
  );
  const endedAfter = (at: number): Storm[] => begun.filter(({ endedAt }) => endedAt === null || endedAt > at);
  return newestOf(endedAfter(nowAt)) ?? newestOf(endedAfter(nowAt - keptMs));
};

const newestOf = (storms: readonly Storm[]): Storm | null =>
  storms.reduce<Storm | null>(
    (newest, storm) => (newest === null || storm.startedAt > newest.startedAt ? storm : newest),
    null,
  );
