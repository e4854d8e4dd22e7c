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

/** The first and last columns and rows of a zoom that touch the bounds. */
const rangesAt = (
  [west, south, east, north]: Bounds,
  z: number,
): { x: readonly [number, number]; y: readonly [number, number] } => {
  const limit = (value: number): number => Math.min(Math.max(value, 0), 2 ** z - 1);
  return {
    x: [limit(column(west, z)), limit(column(east, z))],
    y: [limit(row(north, z)), limit(row(south, z))],
  };
};

/** Every tile that touches the bounds, zoom by zoom. */
export function* tilesOver(bounds: Bounds, minZoom: number, maxZoom: number): Generator<TilePlace> {
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const ranges = rangesAt(bounds, z);
    for (let x = ranges.x[0]; x <= ranges.x[1]; x += 1) {
      for (let y = ranges.y[0]; y <= ranges.y[1]; y += 1) yield { z, x, y };
    }
  }
}

/** Does the tile touch the bounds? */
export const touches = (bounds: Bounds, { z, x, y }: TilePlace): boolean => {
  const ranges = rangesAt(bounds, z);
  return x >= ranges.x[0] && x <= ranges.x[1] && y >= ranges.y[0] && y <= ranges.y[1];
};
