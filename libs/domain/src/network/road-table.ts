import { hilbertRank } from './hilbert.js';
import { ROAD_CLASSES, type Road } from './road-network.js';
import type { RoadWay } from './road-way.js';
import type { Piece } from './split-ways.js';

export interface RoadPieces {
  readonly road: Road;
  readonly pieces: readonly Piece[];
}

/** What names a road in a plan: the ref, else the name, else the source's id of the way. */
export const roadKeyOf = (way: RoadWay): string => way.ref || way.name || way.id;

/**
 * Gathers the pieces of each road and orders the roads: important classes first, and within a class along a
 * Hilbert curve, so that neighbouring numbers are neighbouring streets and the state snapshot stays small.
 */
export function tabulateRoads(pieces: readonly Piece[]): RoadPieces[] {
  const byRoad = new Map<string, { road: Road; pieces: Piece[] }>();
  for (const piece of pieces) {
    const road = roadOf(piece.way);
    const identity = JSON.stringify(road);
    const known = byRoad.get(identity);
    if (known) known.pieces.push(piece);
    else byRoad.set(identity, { road, pieces: [piece] });
  }
  const rankOf = hilbertRank(pieces.map((piece) => piece.xy));
  return [...byRoad]
    .map(([identity, entry]) => ({ identity, entry, rank: rankOf(entry.pieces[0].xy) }))
    .sort(
      (a, b) =>
        classRank(a.entry) - classRank(b.entry) || a.rank - b.rank || (a.identity < b.identity ? -1 : 1),
    )
    .map(({ entry }) => entry);
}

const classRank = (entry: RoadPieces): number => ROAD_CLASSES.indexOf(entry.road.roadClass);

function roadOf(way: RoadWay): Road {
  const { name, ref, roadClass, authority, routeClass } = way;
  return { key: roadKeyOf(way), name, ref, roadClass, authority, routeClass };
}
