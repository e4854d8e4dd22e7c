/** Mean radius of the earth in metres (the value turf and most GIS libraries use). */
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS_PER_E6 = Math.PI / 180 / 1e6;

/** Great-circle distance in metres between two points in micro-degrees. */
export function distanceM(lngE6A: number, latE6A: number, lngE6B: number, latE6B: number): number {
  const sinLat = Math.sin(((latE6B - latE6A) * RADIANS_PER_E6) / 2);
  const sinLng = Math.sin(((lngE6B - lngE6A) * RADIANS_PER_E6) / 2);
  const cosines = Math.cos(latE6A * RADIANS_PER_E6) * Math.cos(latE6B * RADIANS_PER_E6);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(sinLat * sinLat + cosines * sinLng * sinLng)));
}

/** Length in metres of a line given as `[lng, lat, lng, lat, …]` in micro-degrees. */
export function lineLengthM(xy: ArrayLike<number>): number {
  let total = 0;
  for (let i = 2; i < xy.length; i += 2) total += distanceM(xy[i - 2], xy[i - 1], xy[i], xy[i + 1]);
  return total;
}
