import type { Fix } from '../fix/fix.js';
import { TRACK_GAP_MS } from './match-settings.js';
import type { MatchedFix, PathStep } from './matched-track.js';
import type { PathPiece } from './path-writer.js';
import type { SegmentIndex } from './segment-index.js';
import { TrackMatcher } from './track-matcher.js';

/** The half-open index ranges of the tracks in fixes of rising time: a gap over 5 minutes ends one. */
export const splitTracks = (fixes: readonly { readonly fixAt: number }[]): { from: number; to: number }[] => {
  const tracks: { from: number; to: number }[] = [];
  for (let i = 0; i < fixes.length; i++) {
    if (i === 0 || fixes[i].fixAt - fixes[i - 1].fixAt > TRACK_GAP_MS) tracks.push({ from: i, to: i + 1 });
    else tracks[tracks.length - 1].to = i + 1;
  }
  return tracks;
};

const stepOf = (piece: PathPiece): PathStep => ({
  directed: piece.directed,
  fromM: piece.fromM,
  toM: piece.toM,
  enteredAt: Math.round(piece.fromAt),
  leftAt: Math.round(piece.toAt),
  bridged: piece.bridged,
  reversing: piece.reversing,
  confidence: piece.opinion.confidence,
  runnerUpSegment: piece.opinion.runnerUpSegment < 0 ? null : piece.opinion.runnerUpSegment,
  runnerUpProbability: piece.opinion.runnerUpProbability,
});

const isContinued = (step: PathStep, next: PathStep): boolean =>
  step.directed === next.directed &&
  step.bridged === next.bridged &&
  step.reversing === next.reversing &&
  Math.abs(next.fromM - step.toM) < 0.5;

const joined = (step: PathStep, next: PathStep): PathStep => ({
  ...(next.runnerUpProbability > step.runnerUpProbability ? next : step),
  fromM: step.fromM,
  toM: next.toM,
  enteredAt: step.enteredAt,
  leftAt: next.leftAt,
  confidence: Math.min(step.confidence, next.confidence),
});

/** A broken path has a gap between two steps; `pathBreaks` are the indices of steps that start a path of their own. */
export interface TrackPath {
  readonly fixes: MatchedFix[];
  readonly steps: PathStep[];
  readonly pathBreaks: number[];
}

/** The whole displayed path of one track (bridges included) and what became of each of its fixes. */
export const pathOfTrack = (index: SegmentIndex, fixes: readonly Fix[]): TrackPath => {
  const steps: PathStep[] = [];
  const pathBreaks: number[] = [];
  const matched: MatchedFix[] = [];
  let isBroken = true;
  const matcher = new TrackMatcher(index, {
    moved: (pieces) => {
      for (const piece of pieces) {
        const step = stepOf(piece);
        const last = steps[steps.length - 1];
        if (isBroken) pathBreaks.push(steps.length);
        if (!isBroken && isContinued(last, step)) steps[steps.length - 1] = joined(last, step);
        else steps.push(step);
        isBroken = false;
      }
    },
    broken: () => {
      isBroken = true;
    },
    judged: (ordinal, verdict, directed, odometerM) => {
      matched[ordinal] = { fixAt: fixes[ordinal].fixAt, verdict, directed, odometerM };
    },
  });
  for (const fix of fixes) matcher.push(fix);
  matcher.finish();
  // Standing fixes are judged before the places ahead of them are final: they stand where the path had come to.
  let odometerM = 0;
  for (let i = 0; i < matched.length; i++) {
    if (matched[i].verdict === 'used') odometerM = matched[i].odometerM;
    else matched[i] = { ...matched[i], odometerM };
  }
  return { fixes: matched, steps, pathBreaks };
};
