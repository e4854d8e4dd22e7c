import type { PathPiece } from '../match/path-writer.js';
import type { ChangeRange, WorkTimeline } from './work-timeline.js';

/** Reported speeds that differ by less do not tell one work from the other, m/s. */
const SPEED_STEP_MPS = 1.5;

/** Metres of the pieces between two instants. */
const lengthBetween = (pieces: readonly PathPiece[], fromAt: number, toAt: number): number =>
  pieces.reduce((sum, { fromM, toM, ...piece }) => {
    const ms = Math.min(piece.toAt, toAt) - Math.max(piece.fromAt, fromAt);
    return ms > 0 ? sum + ((toM - fromM) * ms) / (piece.toAt - piece.fromAt) : sum;
  }, 0);

/**
 * Which part of the way between two fixes was driven before the work changed: at the speed of the first fix before,
 * at that of the second after, since a plow at work is slower than one on its way. Half where the speeds do not tell.
 */
const shareBefore = (lengthM: number, { earliestAt, at, speedsMps: [v1, v2] }: ChangeRange): number => {
  const elapsedS = (at - earliestAt) / 1000;
  if (!(Math.abs(v1 - v2) > SPEED_STEP_MPS) || lengthM === 0) return 0.5;
  const beforeS = (lengthM - v2 * elapsedS) / (v1 - v2);
  if (beforeS >= elapsedS) return 1;
  return beforeS <= 0 ? 0 : (v1 * beforeS) / lengthM;
};

/** The end of a segment within the range that is nearest to where the speeds put the change, else that place itself. */
const placeOfChange = (pieces: readonly PathPiece[], range: ChangeRange): number => {
  const { earliestAt, at } = range;
  const share = shareBefore(lengthBetween(pieces, earliestAt, at), range);
  const likely = earliestAt + share * (at - earliestAt);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < pieces.length; i++) {
    const end = pieces[i].toAt;
    const isNode = pieces[i].directed !== pieces[i + 1].directed;
    if (isNode && end >= earliestAt && end <= at && Math.abs(end - likely) < Math.abs(best - likely))
      best = end;
  }
  return best === Number.POSITIVE_INFINITY ? likely : best;
};

const cutAt = (piece: PathPiece, at: number): PathPiece[] => {
  if (!(at > piece.fromAt && at < piece.toAt)) return [piece];
  const share = (at - piece.fromAt) / (piece.toAt - piece.fromAt);
  const middleM = piece.fromM + share * (piece.toM - piece.fromM);
  return [
    { ...piece, toM: middleM, toAt: at },
    { ...piece, fromM: middleM, fromAt: at },
  ];
};

/**
 * Cuts the pieces of one move where the device's inputs change. A change is only known to lie between two fixes, and
 * is put at a segment's end there, since drivers switch at junctions.
 */
export const cutAtInputs = (pieces: readonly PathPiece[], timeline: WorkTimeline): readonly PathPiece[] => {
  const fromAt = pieces[0].fromAt;
  const toAt = pieces[pieces.length - 1].toAt;
  const changes = timeline.placeInputs(fromAt, toAt, (range) => placeOfChange(pieces, range));
  return changes.reduce<readonly PathPiece[]>((cut, at) => cut.flatMap((piece) => cutAt(piece, at)), pieces);
};

/** Cuts one piece where a recorded work state begins; these instants are exact. */
export const cutAtStates = (piece: PathPiece, timeline: WorkTimeline): readonly PathPiece[] => {
  const changes = timeline.stateChangesIn(piece.fromAt, piece.toAt);
  return changes.reduce<readonly PathPiece[]>((cut, at) => cut.flatMap((part) => cutAt(part, at)), [piece]);
};
