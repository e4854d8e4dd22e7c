import type { Piece } from './split-ways.js';

/** A piece in the direction in which its road is numbered. */
export interface Link {
  readonly piece: Piece;
  readonly reversed: boolean;
}

const startOf = (link: Link): number => (link.reversed ? link.piece.head : link.piece.tail);
const endOf = (link: Link): number => (link.reversed ? link.piece.tail : link.piece.head);

/**
 * Orders the pieces of one road into chains that run in driving order. Each chain grows both ways from the first
 * piece not yet taken, by the straightest continuation that a one-way street allows.
 */
export function chainPieces(pieces: readonly Piece[]): Link[][] {
  const atNode = piecesByNode(pieces);
  const taken = new Set<Piece>();
  const chains: Link[][] = [];
  for (const piece of pieces) {
    if (taken.has(piece)) continue;
    taken.add(piece);
    const first: Link = { piece, reversed: false };
    const forward = grow(first, atNode, taken);
    const backward = grow(turned(first), atNode, taken, true).map(turned);
    chains.push([...backward.reverse(), first, ...forward]);
  }
  return chains;
}

const turned = (link: Link): Link => ({ piece: link.piece, reversed: !link.reversed });

function piecesByNode(pieces: readonly Piece[]): Map<number, Piece[]> {
  const atNode = new Map<number, Piece[]>();
  for (const piece of pieces) {
    for (const node of new Set([piece.tail, piece.head])) {
      const there = atNode.get(node);
      if (there) there.push(piece);
      else atNode.set(node, [piece]);
    }
  }
  return atNode;
}

/** Continues after `from`; `against` walks one-way streets against their direction (towards a chain's beginning). */
function grow(from: Link, atNode: Map<number, Piece[]>, taken: Set<Piece>, against = false): Link[] {
  const grown: Link[] = [];
  let last = from;
  for (;;) {
    const next = straightest(
      last,
      (atNode.get(endOf(last)) ?? []).filter((p) => !taken.has(p)),
      against,
    );
    if (!next) return grown;
    taken.add(next.piece);
    grown.push(next);
    last = next;
  }
}

function straightest(last: Link, candidates: readonly Piece[], against: boolean): Link | undefined {
  let best: Link | undefined;
  let bestTurn = Number.POSITIVE_INFINITY;
  for (const piece of candidates) {
    const link = { piece, reversed: piece.tail !== endOf(last) };
    if (startOf(link) !== endOf(last) || (piece.way.oneWay && link.reversed !== against)) continue;
    const turn = turnBetween(last, link);
    if (turn < bestTurn) [best, bestTurn] = [link, turn];
  }
  return best;
}

/** Angle in radians by which the road bends from one link into the next, 0 straight on. */
function turnBetween(from: Link, to: Link): number {
  const difference = Math.abs(bearing(from, 'end') - bearing(to, 'start')) % (2 * Math.PI);
  return Math.min(difference, 2 * Math.PI - difference);
}

function bearing({ piece, reversed }: Link, where: 'start' | 'end'): number {
  const { xy } = piece;
  const atTail = (where === 'start') !== reversed;
  const i = atTail ? 0 : xy.length - 4;
  const sign = reversed ? -1 : 1;
  const cosLat = Math.cos((xy[i + 1] / 1e6) * (Math.PI / 180));
  return Math.atan2(sign * (xy[i + 2] - xy[i]) * cosLat, sign * (xy[i + 3] - xy[i + 1]));
}
