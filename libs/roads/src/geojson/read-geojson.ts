import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { openText } from '../open-text.js';
import type { OnBytes } from '../osm/osm-elements.js';
import { RoadImportError } from '../road-import-error.js';
import { parseJson } from './parse-json.js';
import type { Properties } from './road-of-properties.js';

export type Point = [lng: number, lat: number];

/** A line or area of a GeoJSON file; a feature of several parts gives several. `feature` counts from 0. */
export interface GeoShape {
  readonly feature: number;
  readonly part: number;
  readonly properties: Properties;
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: Point }
    | { readonly type: 'LineString'; readonly coordinates: Point[] }
    | { readonly type: 'Polygon'; readonly coordinates: Point[][] };
}

/** Reads a GeoJSON file, packed by gzip or not. Throws `RoadImportError` with the place or feature of the fault. */
export async function readGeoJson(path: string, onBytes: OnBytes): Promise<GeoShape[]> {
  const { size } = await stat(path);
  const file = createReadStream(path);
  const texts: string[] = [];
  for await (const text of openText(file, path)) {
    texts.push(text);
    onBytes(file.bytesRead, size);
  }
  const document = parseJson(texts.join('').replace(/^\uFEFF/, ''), path) as GeoDocument | null;
  if (document?.type !== 'FeatureCollection' || !Array.isArray(document.features)) {
    throw new RoadImportError(`${path} is JSON, but not a GeoJSON feature collection.`);
  }
  return document.features.flatMap((feature, index) => shapesOf(feature, index, path));
}

interface GeoDocument {
  readonly type?: string;
  readonly features?: readonly GeoFeature[];
}

interface GeoFeature {
  readonly id?: string | number;
  readonly properties?: Properties | null;
  readonly geometry?: { readonly type: string; readonly coordinates: unknown } | null;
}

function shapesOf(feature: GeoFeature | null, index: number, path: string): GeoShape[] {
  const geometry = feature?.geometry;
  if (!geometry) return [];
  const properties = { ...(feature.id === undefined ? {} : { '@id': feature.id }), ...feature.properties };
  const fail = (what: string): never => {
    throw new RoadImportError(`${path}, feature ${index} (counted from 0): ${what}.`);
  };
  return geometriesOf(geometry, fail).map((part, i) => ({
    feature: index,
    part: i,
    properties,
    geometry: part,
  }));
}

type Fail = (what: string) => never;

function geometriesOf(
  { type, coordinates }: { type: string; coordinates: unknown },
  fail: Fail,
): GeoShape['geometry'][] {
  const line = (value: unknown): Point[] => listOf(value, fail).map((item) => pointOf(item, fail));
  const rings = (value: unknown): Point[][] => listOf(value, fail).map(line);
  if (type === 'Point') return [{ type, coordinates: pointOf(coordinates, fail) }];
  if (type === 'LineString') return [{ type, coordinates: line(coordinates) }];
  if (type === 'MultiLineString') {
    return listOf(coordinates, fail).map((part) => ({ type: 'LineString', coordinates: line(part) }));
  }
  if (type === 'Polygon') return [{ type, coordinates: rings(coordinates) }];
  if (type === 'MultiPolygon') {
    return listOf(coordinates, fail).map((part) => ({ type: 'Polygon', coordinates: rings(part) }));
  }
  return [];
}

function listOf(value: unknown, fail: Fail): unknown[] {
  return Array.isArray(value) ? value : fail('its coordinates are not a list');
}

function pointOf(value: unknown, fail: Fail): Point {
  const [lng, lat] = Array.isArray(value) ? value : [];
  if (!Number.isFinite(lng) || !Number.isFinite(lat))
    return fail(`${JSON.stringify(value)} is not a position`);
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) {
    return fail(
      `[${lng}, ${lat}] is not longitude and latitude in degrees; export the file as WGS 84 (EPSG:4326)`,
    );
  }
  return [lng, lat];
}
