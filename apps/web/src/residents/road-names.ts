import type { Geometry, Position } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import type { SegmentFeature } from './choice.js';

export interface RoadName {
  name: string;
  /** The road's first piece among the loaded tiles, and the middle of that piece. */
  feature: SegmentFeature;
  point: { lng: number; lat: number };
}

/** The named roads of the tiles that the map has loaded, each once. */
export function listRoadNames(map: MapLibre): RoadName[] {
  const found = new Map<string, RoadName>();
  for (const feature of map.querySourceFeatures('network', { sourceLayer: 'segments' })) {
    const name = String(feature.properties.name ?? '');
    if (name === '' || found.has(name)) continue;
    const middle = middleOf(feature.geometry);
    if (middle) found.set(name, { name, feature, point: { lng: middle[0], lat: middle[1] } });
  }
  return [...found.values()];
}

/** The middle vertex of a line. */
function middleOf(geometry: Geometry): Position | null {
  const line = geometry.type === 'MultiLineString' ? geometry.coordinates[0] : geometry;
  const coordinates = Array.isArray(line) ? line : line.type === 'LineString' ? line.coordinates : [];
  return coordinates[Math.floor(coordinates.length / 2)] ?? null;
}
