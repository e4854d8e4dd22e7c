import { hilbertRank } from './hilbert.js';
import { ROAD_CLASSES, type Road, type RoadClass } from './road-network.js';
import type { RoadWay } from './road-way.js';
import type { Piece } from './split-ways.js';

export interface RoadPieces {
  readonly road: Road;
  readonly pieces: readonly Piece[];
}

/** Numbers are given out per kind of road (道路法 第3条), so 国道8号 and 県道8号 are two roads; 県道 stands for 都道, 道道 and 府道 too. */
const KIND_OF_CLASS: Readonly<Record<RoadClass, string>> = {
  motorway: '高速',
  trunk: '国道',
  primary: '県道',
  secondary: '県道',
  tertiary: '市道',
  unclassified: '市道',
  residential: '市道',
  service: '市道',
};

/**
 * What names a road in a plan: kind and number such as `国道8号`, a ref with letters (`E41`) as it is, else the name,
 * else the source's id of the way.
 */
export const roadKeyOf = ({
  ref,
  roadClass,
  name,
  id,
}: Pick<RoadWay, 'ref' | 'roadClass' | 'name' | 'id'>): string =>
  /^\d+$/.test(ref) ? `${KIND_OF_CLASS[roadClass]}${ref}号` : ref || name || id;

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
