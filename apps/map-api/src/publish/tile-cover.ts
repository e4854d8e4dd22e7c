/** `[west, south, east, north]` in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const MAX_LATITUDE = 85.051129;

const column = (lng: number, z: number): number => Math.floor(((lng + 180) / 360) * 2 ** z);

/** Web Mercator, the tiling of every web map. */
const row = (lat: number, z: number): number => {
  const limited = Math.min(Math.max(lat, -MAX_LATITUDE), MAX_LATITUDE);
  const sin = Math.sin((limited * Math.PI) / 180);
  return Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z);
};

/** The bounds with `share` of their width and height added on every side: the land around the roads. */
export const padded = ([west, south, east, north]: Bounds, share: number): Bounds => {
  const [width, height] = [(east - west) * share, (north - south) * share];
  return [west - width, south - height, east + width, north + height];
};

/** Every tile that touches the bounds, zoom by zoom. */
export function* tilesOver(
  [west, south, east, north]: Bounds,
  minZoom: number,
  maxZoom: number,
): Generator<TilePlace> {
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const last = 2 ** z - 1;
    const limit = (value: number): number => Math.min(Math.max(value, 0), last);
    for (let x = limit(column(west, z)); x <= limit(column(east, z)); x += 1) {
      for (let y = limit(row(north, z)); y <= limit(row(south, z)); y += 1) yield { z, x, y };
    }
  }
}
