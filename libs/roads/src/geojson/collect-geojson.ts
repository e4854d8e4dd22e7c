import type { BackdropFeature, RoadWay } from '#domain';
import { ImportTally } from '../import-tally.js';
import { backdropOfTags, labelOfTags } from '../osm/backdrop-of-tags.js';
import { classifyHighway, HIGHWAY_DROPS } from '../osm/highway.js';
import type { OnBytes, OsmTags } from '../osm/osm-elements.js';
import { roadOfTags, type TagOptions } from '../osm/road-of-tags.js';
import type { RoadSource } from '../road-source.js';
import type { PropertyMapping } from './property-mapping.js';
import { type GeoShape, type Point, readGeoJson } from './read-geojson.js';
import { type MappedRoad, type Properties, roadOfProperties, textOf } from './road-of-properties.js';

export interface GeoJsonOptions extends TagOptions {
  readonly mapping: PropertyMapping;
  readonly onBytes: OnBytes;
}

/** Reads the roads of a GeoJSON file, and the backdrop too where its properties are OpenStreetMap tags. */
export async function collectGeoJson(path: string, options: GeoJsonOptions): Promise<RoadSource> {
  const ways: RoadWay[] = [];
  const backdrop: BackdropFeature[] = [];
  const dropped = new ImportTally();
  for (const shape of await readGeoJson(path, options.onBytes)) {
    const drawn = options.mapping.openStreetMapTags ? drawnOf(shape) : undefined;
    if (drawn) backdrop.push(drawn);
    if (shape.geometry.type !== 'LineString' || drawn) continue;
    const found = roadOf(shape.properties, options);
    if ('drop' in found) dropped.add(found.drop, found.meaning, `feature ${shape.feature}`);
    else ways.push(wayOf(shape, shape.geometry.coordinates, found, options.mapping));
  }
  return { ways, backdrop, dropped, changed: new ImportTally() };
}

function roadOf(
  properties: Properties,
  { mapping, stateRefs }: GeoJsonOptions,
): MappedRoad | { drop: string; meaning: string } {
  if (!mapping.openStreetMapTags) {
    const road = roadOfProperties(properties, mapping);
    return 'drop' in road ? { drop: road.drop, meaning: `left out by the mapping of "${road.drop}"` } : road;
  }
  const tags = tagsOf(properties);
  if (!tags.highway) return { drop: 'no_highway', meaning: 'lines without a highway property' };
  const found = classifyHighway(tags);
  if ('drop' in found) return { drop: found.drop, meaning: HIGHWAY_DROPS[found.drop] };
  return roadOfTags(tags, found.roadClass, { stateRefs });
}

/** Properties as OpenStreetMap tags; empty ones are absent ones, and the first of a list counts. */
function tagsOf(properties: Properties): OsmTags {
  const texts = Object.keys(properties).map((key) => [key, firstOf(textOf(properties, key))] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** Tools that merge ways write the values of all of them: `['residential', 'service']`. */
const firstOf = (text: string): string => /^\[\s*['"]([^'"]*)['"]/.exec(text)?.[1] ?? text;

function drawnOf({ properties, geometry }: GeoShape): BackdropFeature | undefined {
  const tags = tagsOf(properties);
  if (geometry.type === 'Point') {
    const label = labelOfTags(tags);
    return label && { ...label, geometry };
  }
  const facts = tags.highway ? undefined : backdropOfTags(tags);
  if (!facts || (facts.isArea && geometry.type === 'LineString')) return undefined;
  return { kind: facts.kind, name: facts.name, rank: facts.rank, geometry };
}

function wayOf(
  shape: GeoShape,
  coords: Point[],
  { reversed, ...road }: MappedRoad,
  mapping: PropertyMapping,
): RoadWay {
  const id = textOf(shape.properties, mapping.id) || `feature-${shape.feature}`;
  const nodeIds = nodeIdsOf(shape, coords, road.level, mapping);
  if (!reversed) return { id, ...road, coords, nodeIds };
  return { id, ...road, coords: [...coords].reverse(), nodeIds: nodeIds && [...nodeIds].reverse() };
}

/** Node ids where a source says which ends meet; vertices between the ends then meet nothing. */
function nodeIdsOf(
  shape: GeoShape,
  coords: Point[],
  level: number,
  mapping: PropertyMapping,
): string[] | undefined {
  const { nodes, endLevels } = mapping;
  if (!nodes && !endLevels) return undefined;
  const last = coords.length - 1;
  return coords.map(([lng, lat], i) => {
    const end = i === 0 ? 'from' : i === last ? 'to' : undefined;
    if (nodes) return (end && textOf(shape.properties, nodes[end])) || `${shape.feature}/${shape.part}/${i}`;
    const grade = (end && endLevels && textOf(shape.properties, endLevels[end])) || level;
    return `${lng.toFixed(6)},${lat.toFixed(6)},${grade}`;
  });
}
