import {
  area,
  bboxClip,
  cleanCoords,
  destination,
  length,
  lineString,
  polygon,
  simplify,
  truncate,
} from '@turf/turf';
import type { LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import type { BackdropFeature } from '#domain';
import { seaOf } from './sea.js';

/** The backdrop is drawn this far beyond the roads, in kilometres. */
const MARGIN_KM = 2;
/** Vertices nearer than this to the simplified line are left out, in degrees (about 4 m). */
const TOLERANCE_DEG = 0.00004;
/** Smaller areas are not drawn, in square metres. */
const LEAST_AREA_M2 = 1_500;
/** Shorter lines are not drawn, in metres. */
const LEAST_LENGTH_M = 30;

/** In degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];
type Drawn = Polygon | MultiPolygon | LineString | MultiLineString;

/** Fills the sea, clips the backdrop to the surroundings of the roads, simplifies it and leaves out what is too small to see. */
export function tidyBackdrop(features: readonly BackdropFeature[], roads: Bounds): BackdropFeature[] {
  const box = widen(roads);
  return [...features, ...seaOf(coastlinesOf(features), box)]
    .flatMap((feature) => tidyFeature(feature, box))
    .map((feature) => ({ feature, text: JSON.stringify(feature) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ feature }) => feature);
}

function coastlinesOf(features: readonly BackdropFeature[]): (readonly (readonly [number, number])[])[] {
  return features.flatMap(({ kind, geometry }) =>
    kind === 'coast' && geometry.type === 'LineString' ? [geometry.coordinates] : [],
  );
}

/** The bounds with the margin added on every side. */
export function widen([west, south, east, north]: Bounds): [number, number, number, number] {
  const diagonalKm = MARGIN_KM * Math.SQRT2;
  const [left, bottom] = destination([west, south], diagonalKm, -135).geometry.coordinates;
  const [right, top] = destination([east, north], diagonalKm, 45).geometry.coordinates;
  return [left, bottom, right, top];
}

function tidyFeature(feature: BackdropFeature, box: [number, number, number, number]): BackdropFeature[] {
  const { geometry } = feature;
  if (geometry.type === 'Point') return isInBox(geometry.coordinates, box) ? [rounded(feature)] : [];
  const clipped = clip(geometry, box);
  return partsOf(clipped)
    .map((part) => ({ ...feature, geometry: part }))
    .map(rounded);
}

function isInBox(
  [lng, lat]: readonly [number, number],
  [west, south, east, north]: readonly number[],
): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

function clip(
  geometry: Exclude<BackdropFeature['geometry'], { type: 'Point' }>,
  box: [number, number, number, number],
): Drawn {
  const whole = structuredClone(geometry) as unknown as Polygon | LineString;
  return bboxClip(whole, box).geometry;
}

function partsOf(geometry: Drawn): BackdropFeature['geometry'][] {
  if (geometry.type === 'LineString') return tidyLine(geometry.coordinates);
  if (geometry.type === 'MultiLineString') return geometry.coordinates.flatMap(tidyLine);
  if (geometry.type === 'Polygon') return tidyRings(geometry.coordinates);
  return geometry.coordinates.flatMap(tidyRings);
}

function tidyLine(coordinates: number[][]): BackdropFeature['geometry'][] {
  if (coordinates.length < 2) return [];
  const line = lineString(coordinates);
  if (length(line, { units: 'meters' }) < LEAST_LENGTH_M) return [];
  const simple = simplify(cleanCoords(line), { tolerance: TOLERANCE_DEG, mutate: true });
  return [simple.geometry as unknown as BackdropFeature['geometry']];
}

function tidyRings(rings: number[][][]): BackdropFeature['geometry'][] {
  const visible = rings.filter((ring) => ring.length >= 4 && area(polygon([ring])) >= LEAST_AREA_M2);
  if (visible.length === 0 || visible[0] !== rings[0]) return [];
  const simple = simplify(polygon(visible), { tolerance: TOLERANCE_DEG, mutate: true });
  return [simple.geometry as unknown as BackdropFeature['geometry']];
}

function rounded(feature: BackdropFeature): BackdropFeature {
  const geometry = truncate(feature.geometry as never, { precision: 6, coordinates: 2 });
  return { kind: feature.kind, name: feature.name, geometry, rank: feature.rank };
}
