import type { CleanWay } from './clean-ways.js';
import { NodeIdentity } from './node-identity.js';
import type { RoadWay } from './road-way.js';

/** A stretch of one way between two junctions or ends. */
export interface Piece {
  readonly way: RoadWay;
  /** `[lng, lat, …]` in micro-degrees, as drawn. */
  readonly xy: readonly number[];
  readonly tail: number;
  readonly head: number;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** One more than the largest node number in use. */
  readonly nodeLimit: number;
  /** Piece ends at each node. */
  readonly degree: Int32Array;
}

/**
 * Cuts ways where they meet. Ways with node ids meet where they share an id. Ways without ids meet where they have
 * a vertex of the same level in common, and where the ends of two ways touch, whatever their levels (a bridge
 * begins at the end of a road on the ground); a bridge over a vertex of the road below does not join it.
 */
export function splitWays(ways: readonly CleanWay[]): Pieces {
  const identity = new NodeIdentity();
  const numbers = ways.map((way) => vertexNumbers(way, identity));
  const nodesOf = numbers.map((line) => line.map((number) => identity.rootOf(number)));
  const uses = countUses(nodesOf, identity.size);
  const pieces = ways.flatMap((way, index) => piecesOf(way, nodesOf[index], uses));
  const degree = new Int32Array(identity.size);
  for (const piece of pieces) {
    degree[piece.tail]++;
    degree[piece.head]++;
  }
  return { pieces: onSharedNodes(pieces, identity.size), nodeLimit: identity.size, degree };
}

function vertexNumbers({ way, xy, vertexOf }: CleanWay, identity: NodeIdentity): number[] {
  return vertexOf.map((vertex, i) => {
    if (way.nodeIds) {
      const number = identity.numberOf(way.nodeIds[vertex]);
      const end = vertexOf[i + 1] ?? way.coords.length;
      for (let same = vertex + 1; same < end; same++) {
        identity.join(number, identity.numberOf(way.nodeIds[same]));
      }
      return number;
    }
    const place = `@${xy[2 * i]},${xy[2 * i + 1]}`;
    const number = identity.numberOf(`${place},${way.level}`);
    if (i === 0 || i === vertexOf.length - 1) identity.join(number, identity.numberOf(place));
    return number;
  });
}

/** Vertices at each node; the end of a way counts twice, so that every node used at least twice is a cut. */
function countUses(nodesOf: readonly number[][], size: number): Int32Array {
  const uses = new Int32Array(size);
  for (const nodes of nodesOf) {
    for (const node of nodes) uses[node]++;
    uses[nodes[0]]++;
    uses[nodes[nodes.length - 1]]++;
  }
  return uses;
}

function piecesOf({ way, xy }: CleanWay, nodes: readonly number[], uses: Int32Array): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let i = 1; i < nodes.length; i++) {
    if (uses[nodes[i]] < 2) continue;
    pieces.push({ way, xy: xy.slice(2 * start, 2 * i + 2), tail: nodes[start], head: nodes[i] });
    start = i;
  }
  return pieces;
}

/** Moves the ends of pieces onto their node where a source gives one node two positions. */
function onSharedNodes(pieces: readonly Piece[], size: number): Piece[] {
  const x = new Int32Array(size);
  const y = new Int32Array(size);
  const placed = new Uint8Array(size);
  const place = (node: number, lng: number, lat: number) => {
    if (placed[node]) return;
    placed[node] = 1;
    x[node] = lng;
    y[node] = lat;
  };
  for (const { xy, tail, head } of pieces) {
    place(tail, xy[0], xy[1]);
    place(head, xy[xy.length - 2], xy[xy.length - 1]);
  }
  return pieces.map((piece) => {
    const xy = [x[piece.tail], y[piece.tail], ...piece.xy.slice(2, -2), x[piece.head], y[piece.head]];
    return { ...piece, xy };
  });
}
