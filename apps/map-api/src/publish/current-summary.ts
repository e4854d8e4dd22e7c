import { hasFlag, isInPlan, SEGMENT_FLAG } from '#domain';
import { type Current, type NetworkState, printInstant } from '#wire';
import { isAtWork } from '../live/change-bodies.js';
import type { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';
import { shownWord } from './network-state.js';

/** A machine counts as at work while its newest fix is no older than this. */
const AT_WORK_FOR_MS = 300_000;

/** The figures of the head of the page. */
export const currentSummary = (
  picture: LivePicture,
  board: ClearanceBoard,
  state: NetworkState | null,
): Current['summary'] => {
  const stormy = board.situations.filter((situation) => situation.stormStartedAt !== null);
  const starts = stormy.map((situation) => situation.stormStartedAt!);
  const snow = stormy.map((situation) => situation.newSnowCm);
  return {
    ...clearedKm(picture, state),
    vehiclesAtWork: [...picture.vehiclesNow.values()].filter(
      ({ fixAt, silentSince, workKind }) =>
        silentSince === null && isAtWork(workKind) && board.nowAt - (fixAt ?? 0) <= AT_WORK_FOR_MS,
    ).length,
    newSnowCm: stormy.length === 0 ? null : Math.round(Math.max(...snow) * 10) / 10,
    stormStartedAt: stormy.length === 0 ? null : printInstant(Math.min(...starts)),
  };
};

/** Undirected kilometres of the plan without pipes and tunnels, and of them what is cleared. */
function clearedKm(
  picture: LivePicture,
  state: NetworkState | null,
): { targetKm: number; clearedKm: number } {
  const { network, register } = picture;
  let [targetCm, clearedCm] = [0, 0];
  if (network === null || state === null) return { targetKm: 0, clearedKm: 0 };
  for (let s = 0; s < network.segmentCount; s += 1) {
    if (!isInPlan(register.plan!, s) || hasFlag(network, s, SEGMENT_FLAG.meltingPipe | SEGMENT_FLAG.tunnel))
      continue;
    targetCm += network.lengthCm[s];
    if (shownWord(state, s) === 'cleared') clearedCm += network.lengthCm[s];
  }
  return { targetKm: Math.round(targetCm / 10_000) / 10, clearedKm: Math.round(clearedCm / 10_000) / 10 };
}
