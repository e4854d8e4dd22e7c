import type { Geometry, Position } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';

export interface RoadName {
  name: string;
  lng: number;
  lat: number;
}

/** The named roads of the tiles that the map has loaded, each once, where its first piece lies. */
export function listRoadNames(map: MapLibre): RoadName[] {
  const found = new Map<string, RoadName>();
  for (const feature of map.querySourceFeatures('network', { sourceLayer: 'segments' })) {
    const name = String(feature.properties.name ?? '');
    if (name === '' || found.has(name)) continue;
    const point = firstPoint(feature.geometry);
    if (point) found.set(name, { name, lng: point[0], lat: point[1] });
  }
  return [...found.values()];
}

function firstPoint(geometry: Geometry): Position | null {
  if (geometry.type === 'LineString') return geometry.coordinates[0];
  if (geometry.type === 'MultiLineString') return geometry.coordinates[0][0];
  return null;
}
