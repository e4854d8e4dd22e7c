import { hasFlag, isDrivable, type RoadNetwork, SEGMENT_FLAG } from '../network/road-network.js';
import { STUB_M } from '../pass/stub-queue.js';

/** A route or work zone is complete when this share of its directed metres is plowed (contracts); used nowhere else. */
export const COMPLETE_SHARE = 0.9;

/** How far a set of segments is done. */
export interface Completion {
  /** Undirected; stubs are left out. */
  readonly lengthCm: number;
  /** Share of the directed metres that plows have to clear, 0..1. */
  readonly plowedShare: number;
  readonly complete: boolean;
}

/** No plow clears a tunnel or a road that melts its own snow. */
const CLEARS_ITSELF = SEGMENT_FLAG.tunnel | SEGMENT_FLAG.meltingPipe;

/** The completion of these segments: each direction that may be driven counts with its metres. */
export const completionOf = (
  network: RoadNetwork,
  segments: readonly number[],
  isPlowed: (directed: number) => boolean,
): Completion => {
  let [lengthCm, directedCm, plowedCm] = [0, 0, 0];
  for (const segment of segments.filter((s) => network.lengthCm[s] >= STUB_M * 100)) {
    const ownCm = network.lengthCm[segment];
    lengthCm += ownCm;
    if (hasFlag(network, segment, CLEARS_ITSELF)) continue;
    for (const directed of [2 * segment, 2 * segment + 1]) {
      if (!isDrivable(network, directed)) continue;
      directedCm += ownCm;
      if (isPlowed(directed)) plowedCm += ownCm;
    }
  }
  const plowedShare = directedCm === 0 ? 0 : plowedCm / directedCm;
  return { lengthCm, plowedShare, complete: plowedShare >= COMPLETE_SHARE };
};
