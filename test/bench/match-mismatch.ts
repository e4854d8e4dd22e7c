import { arcLengthM } from './match-arcs.js';
import type { RecordedTrack } from './match-tracks.js';

/** Metres of arcs wrongly added, wrongly left out, and of the truth. */
export interface Mismatch {
  readonly addedM: number;
  readonly missedM: number;
  readonly truthM: number;
}

const countsOf = (arcs: readonly number[], leftOut: ReadonlySet<number>): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const arc of arcs) if (!leftOut.has(arc)) counts.set(arc, (counts.get(arc) ?? 0) + 1);
  return counts;
};

/**
 * Compares matched arcs with the truth, each as often as it was driven. The first and the last arc of the truth are
 * left out on both sides: the track may begin and end anywhere on them.
 */
export const mismatchOf = (track: RecordedTrack, matched: readonly number[]): Mismatch => {
  const leftOut = new Set([track.truth[0], track.truth[track.truth.length - 1]]);
  const truth = countsOf(track.truth, leftOut);
  const found = countsOf(matched, leftOut);
  const sum = (counts: Map<number, number>, less: Map<number, number>): number =>
    [...counts].reduce(
      (m, [arc, n]) => m + Math.max(0, n - (less.get(arc) ?? 0)) * arcLengthM(track, arc),
      0,
    );
  return { addedM: sum(found, truth), missedM: sum(truth, found), truthM: sum(truth, new Map()) };
};

/** Σ(d₊ + d₋) / Σd₀ over all tracks, and the mean of the tracks' own ratios. */
export interface MismatchScore {
  readonly mismatch: number;
  readonly meanOfTracks: number;
}

export const scoreMismatches = (list: readonly Mismatch[]): MismatchScore => {
  const total = (read: (mismatch: Mismatch) => number): number =>
    list.reduce((sum, each) => sum + read(each), 0);
  const wrongM = ({ addedM, missedM }: Mismatch): number => addedM + missedM;
  return {
    mismatch: total(wrongM) / total(({ truthM }) => truthM),
    meanOfTracks: total((each) => wrongM(each) / each.truthM) / list.length,
  };
};
