import type { Storm } from '../events.js';
import { ALL_AREAS } from './snow-gauge.js';

/** The storm that is on in `area` at `nowAt`; of several (its own, and one of `all`) the one that began last. */
export const stormOn = (storms: readonly Storm[], area: string, nowAt: number): Storm | null => {
  let newest: Storm | null = null;
  for (const storm of storms) {
    const here = storm.area === area || storm.area === ALL_AREAS;
    const on = storm.startedAt <= nowAt && (storm.endedAt === null || storm.endedAt > nowAt);
    if (here && on && (newest === null || storm.startedAt > newest.startedAt)) newest = storm;
  }
  return newest;
};
