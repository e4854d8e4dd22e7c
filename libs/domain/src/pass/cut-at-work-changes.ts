import type { PathPiece } from '../match/path-writer.js';
import type { WorkTimeline } from './work-timeline.js';

/** The end of a segment within the range that is nearest to the range's middle, else the middle itself. */
const placeOfChange = (pieces: readonly PathPiece[], earliestAt: number, at: number): number => {
  const middle = (earliestAt + at) / 2;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < pieces.length; i++) {
    const end = pieces[i].toAt;
    const isNode = pieces[i].directed !== pieces[i + 1].directed;
    if (isNode && end >= earliestAt && end <= at && Math.abs(end - middle) < Math.abs(best - middle))
      best = end;
  }
  return best === Number.POSITIVE_INFINITY ? middle : best;
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
  const changes = timeline.placeInputs(fromAt, toAt, (earliestAt, at) =>
    placeOfChange(pieces, earliestAt, at),
  );
  return changes.reduce<readonly PathPiece[]>((cut, at) => cut.flatMap((piece) => cutAt(piece, at)), pieces);
};

/** Cuts one piece where a recorded work state begins; these instants are exact. */
export const cutAtStates = (piece: PathPiece, timeline: WorkTimeline): readonly PathPiece[] => {
  const changes = timeline.stateChangesIn(piece.fromAt, piece.toAt);
  return changes.reduce<readonly PathPiece[]>((cut, at) => cut.flatMap((part) => cutAt(part, at)), [piece]);
};
