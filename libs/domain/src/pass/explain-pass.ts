import type { Fix } from '../fix/fix.js';
import { MATCH_DEFAULTS } from '../match/match-settings.js';
import type { MatchedFix, PathStep } from '../match/matched-track.js';
import { pathOfTrack, type TrackPath } from '../match/path-of-track.js';
import type { SegmentIndex } from '../match/segment-index.js';
import type { RoadNetwork } from '../network/road-network.js';
import { type ExplainedText, explainWords } from './explain-words.js';
import { type ExplainedWork, explainWork } from './explain-work.js';
import type { Pass } from './pass.js';
import { TrackFollower } from './track-follower.js';
import { type VisitShare, visitWith } from './visits.js';
import type { WorkHistory } from './work-timeline.js';

/** Used fixes shown before and after those that a pass lies between. */
const CONTEXT_FIXES = 2;
/** Segments looked at around a fix: as many as the index finds. */
const MOST_NEAR = 16;

/** A fix of the pass's stretch: what became of it, and how far off it lay. */
export interface ExplainedFix {
  readonly fix: Fix;
  readonly verdict: MatchedFix['verdict'];
  /** Directed segment that it was matched to; null where it was not used. */
  readonly directed: number | null;
  /** Metres to the pass's street and to the runner-up's; null where that is not near. */
  readonly distanceM: number | null;
  readonly runnerUpM: number | null;
}

/** Why a pass is one: everything follows from the track's fixes and the recorded work, by the very matcher. */
export interface ExplainedPass {
  readonly pass: Pass;
  readonly fixes: readonly ExplainedFix[];
  /** The path over that stretch, with the probability of each street and of the best other one. */
  readonly steps: readonly PathStep[];
  readonly work: ExplainedWork;
  /** What the vehicle's plowing of this directed segment adds up to; null where the pass did not plow. */
  readonly visit: VisitShare | null;
  readonly words: readonly ExplainedText[];
}

/** What `explainPass` starts from. */
export interface ExplainInput {
  readonly network: RoadNetwork;
  readonly index: SegmentIndex;
  /** Every fix of the track, of rising time. */
  readonly fixes: readonly Fix[];
  readonly work: WorkHistory;
  /** All passes of the segment, for its visits; those of other tracks too. */
  readonly passes: readonly Pass[];
}

/** Which pass: the vehicle is the track's. */
export type PassKey = Pick<Pass, 'segment' | 'direction' | 'enteredAt'>;

/** Makes a pass again from its track and says why it is one; null where the fixes do not give that pass. */
export const explainPass = (key: PassKey, input: ExplainInput): ExplainedPass | null => {
  const { network, index, fixes, work } = input;
  const follower = new TrackFollower(index, work);
  for (const fix of fixes) follower.push(fix);
  follower.finish();
  const pass = follower
    .takePasses()
    .find(
      ({ segment, direction, enteredAt }) =>
        segment === key.segment && direction === key.direction && enteredAt === key.enteredAt,
    );
  if (pass === undefined) return null;
  const path = pathOfTrack(index, fixes);
  const explained = fixesAround(pass, path, input);
  const span = { fromAt: explained[0].fix.fixAt, toAt: explained[explained.length - 1].fix.fixAt };
  const facts = {
    pass,
    fixes: explained,
    steps: path.steps.filter((step) => step.leftAt >= span.fromAt && step.enteredAt <= span.toAt),
    work: explainWork(pass, network, follower.timeline),
    visit: pass.workKind === 'plowed' ? visitWith(pass, input.passes, network.lengthCm[pass.segment]) : null,
  };
  return { ...facts, words: explainWords(network, facts) };
};

/** The fixes from just before the pass to just after it. */
const fixesAround = (pass: Pass, path: TrackPath, { index, fixes }: ExplainInput): ExplainedFix[] => {
  const used = path.fixes.flatMap(({ verdict }, i) => (verdict === 'used' ? [i] : []));
  const before = used.findLastIndex((i) => fixes[i].fixAt <= pass.enteredAt);
  const after = used.findIndex((i) => fixes[i].fixAt >= pass.leftAt);
  const from = used[Math.max(before - CONTEXT_FIXES, 0)];
  const to = used[after < 0 ? used.length - 1 : Math.min(after + CONTEXT_FIXES, used.length - 1)];
  return fixes.slice(from, to + 1).map((fix, i) => ({
    fix,
    verdict: path.fixes[from + i].verdict,
    directed: path.fixes[from + i].directed,
    distanceM: metresTo(pass.segment, fix, index),
    runnerUpM: pass.runnerUpSegment < 0 ? null : metresTo(pass.runnerUpSegment, fix, index),
  }));
};

/** Metres from a fix to the street of a segment, whichever of its segments is nearest; null where none is near. */
const metresTo = (segment: number, { lngE6, latE6 }: Fix, index: SegmentIndex): number | null => {
  const { roadOf } = index.network;
  const near = index.findNear(
    index.plane.xOf(lngE6),
    index.plane.yOf(latE6),
    MATCH_DEFAULTS.candidateRadiusM,
    MOST_NEAR,
  );
  for (let i = 0; i < near.count; i++) {
    if (roadOf[near.segment[i]] === roadOf[segment]) return near.distanceM[i];
  }
  return null;
};
