import type { BackdropFeature } from '#domain';
import type { OsmTags } from './osm-elements.js';

export interface BackdropFacts {
  readonly kind: BackdropFeature['kind'];
  readonly name: string;
  readonly rank: number;
  /** Closed ways of this kind are areas. */
  readonly isArea: boolean;
}

const RAILWAYS = new Set('rail light_rail narrow_gauge tram monorail'.split(' '));
const WATERWAY_RANKS: Readonly<Record<string, number>> = { river: 0, canal: 1, stream: 2 };
const WOODS = new Set(['wood', 'forest']);

/** What a way or multipolygon draws under the roads; undefined for everything that is not drawn. */
export function backdropOfTags(tags: OsmTags): BackdropFacts | undefined {
  const name = (tags['name:ja'] ?? tags.name ?? '').trim();
  const area = (kind: BackdropFacts['kind'], rank = 1): BackdropFacts => ({ kind, name, rank, isArea: true });
  const line = (kind: BackdropFacts['kind'], rank = 1): BackdropFacts => ({
    kind,
    name,
    rank,
    isArea: false,
  });
  if (tags.natural === 'coastline') return line('coast', 0);
  if (tags.natural === 'water') return area(isRiver(tags) ? 'river' : 'water');
  if (tags.waterway === 'riverbank') return area('river');
  if (tags.landuse === 'reservoir' || tags.landuse === 'basin') return area('water');
  if (tags.waterway in WATERWAY_RANKS && !isCovered(tags))
    return line('river', WATERWAY_RANKS[tags.waterway]);
  if (WOODS.has(tags.natural) || WOODS.has(tags.landuse)) return area('wood');
  if (tags.leisure === 'park') return area('park');
  if (RAILWAYS.has(tags.railway) && !tags.service && !isCovered(tags)) return line('railway');
  return undefined;
}

const isRiver = (tags: OsmTags): boolean => tags.water === 'river' || tags.water === 'canal';
const isCovered = (tags: OsmTags): boolean => tags.tunnel !== undefined && tags.tunnel !== 'no';

const PLACE_RANKS: Readonly<Record<string, number>> = {
  city: 0,
  town: 1,
  village: 2,
  suburb: 2,
  quarter: 3,
  hamlet: 4,
  neighbourhood: 4,
};

/** The label that a node puts on the map: places and the landmarks that people go by. */
export function labelOfTags(tags: OsmTags): Pick<BackdropFeature, 'kind' | 'name' | 'rank'> | undefined {
  const name = (tags['name:ja'] ?? tags.name ?? '').trim();
  if (!name) return undefined;
  if (tags.place in PLACE_RANKS) return { kind: 'place', name, rank: PLACE_RANKS[tags.place] };
  if (tags.railway === 'station') return { kind: 'landmark', name, rank: 1 };
  if (tags.amenity === 'townhall') return { kind: 'landmark', name, rank: 2 };
  return undefined;
}
