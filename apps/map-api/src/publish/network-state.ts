import { clearanceOf } from '#domain';
import { CLEARANCE_WORDS, codeOfClearance, type NetworkState, shownState } from '#wire';
import type { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';

export interface StateHead {
  readonly clockRate: number;
  readonly ageBandsMs: readonly [number, number, number];
}

const CODE = Object.fromEntries(CLEARANCE_WORDS.map((word) => [word, codeOfClearance(word)]));

/** The whole network's state at the board's instant. */
export const networkState = (picture: LivePicture, board: ClearanceBoard, head: StateHead): NetworkState => {
  const network = picture.network!;
  const facts = picture.facts!;
  const count = 2 * network.segmentCount;
  const state: NetworkState = {
    networkHash: network.hash,
    asOfAt: board.nowAt,
    clockRate: head.clockRate,
    ageBandsMs: head.ageBandsMs,
    stormOn: board.situations.some(
      ({ stormStartedAt, stormEndedAt }) => stormStartedAt !== null && stormEndedAt === null,
    ),
    segmentCount: network.segmentCount,
    minuteStep: 1,
    clearance: new Uint8Array(count),
    plowedAtMin: new Uint32Array(count),
    treated: new Uint8Array(count),
    passed: new Uint8Array(count),
  };
  for (let directed = 0; directed < count; directed += 1) {
    const input = board.inputOf(directed);
    const sinceAt = board.flagsSinceAt(directed >> 1);
    state.clearance[directed] = CODE[clearanceOf(input)];
    // A plowing of the last storm is not shown: its age would say that the road is clear.
    const shown = input.plowedAt !== null && input.plowedAt >= (input.stormStartedAt ?? 0);
    state.plowedAtMin[directed] = shown ? Math.floor(input.plowedAt! / 60_000) : 0;
    state.treated[directed] = facts.treatedAt[directed] >= sinceAt ? 1 : 0;
    state.passed[directed] = facts.passedAt[directed] >= sinceAt ? 1 : 0;
  }
  return state;
};

/** What is shown of one segment, with the word in place of the code. */
export const shownWord = (state: NetworkState, segment: number): (typeof CLEARANCE_WORDS)[number] =>
  CLEARANCE_WORDS[shownState(state, segment).clearance];
