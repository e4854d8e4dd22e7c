import type { Geometry } from 'geojson';

/** Bearing from a line's first to its last point, degrees from north; null where there is none. */
export function bearingOf(geometry: Geometry): number | null {
  if (geometry.type !== 'LineString') return null;
  const [startLng, startLat] = geometry.coordinates[0];
  const [endLng, endLat] = geometry.coordinates[geometry.coordinates.length - 1];
  const east = (endLng - startLng) * Math.cos((startLat * Math.PI) / 180);
  const north = endLat - startLat;
  return east === 0 && north === 0 ? null : (Math.atan2(east, north) * 180) / Math.PI;
}
