import { CsvError } from '#documents';
import type { Boundary } from '#domain';
import type { Findings } from './load-sheet.js';

const FILE = 'work_zones.geojson';
const CODE_NAMES = ['code', 'work_zone', '工区番号', '工区'];

interface Place {
  readonly line: number;
  readonly column: number;
}

const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
};

/** Where the feature of this number (from 0) stands in the text, as nearly as its "type" tells. */
const placeOfFeature = (text: string, index: number): Place =>
  placeAt(text, [...text.matchAll(/"type"\s*:\s*"Feature"/g)][index]?.index ?? 0);

const refuse = (findings: Findings, place: Place, ja: string, en: string): void => {
  findings.errors.push(new CsvError({ file: FILE, ...place }, ja, en));
};

const parseJson = (text: string, findings: Findings): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const offset = /position (\d+)/.exec((error as Error).message)?.[1];
    const place = placeAt(text, offset === undefined ? text.length : Number(offset));
    refuse(
      findings,
      place,
      'JSON として読めません。書き出し直してください。',
      'This is not JSON: export it again.',
    );
    return null;
  }
};

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) && Math.abs(Number(value[0])) <= 180 && Math.abs(Number(value[1])) <= 90;

const isRing = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 4 && value.every(isPosition);

const isRings = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isRing);

const readBoundary = (geometry: { type?: unknown; coordinates?: unknown } | null): Boundary | null => {
  if (geometry?.type === 'Polygon' && isRings(geometry.coordinates)) return geometry as Boundary;
  const isMulti = geometry?.type === 'MultiPolygon' && Array.isArray(geometry.coordinates);
  return isMulti && (geometry.coordinates as unknown[]).every(isRings) ? (geometry as Boundary) : null;
};

const codeOf = (properties: Record<string, unknown> | null | undefined): string | undefined => {
  const name = CODE_NAMES.find((key) => properties?.[key] !== undefined);
  return name === undefined ? undefined : String(properties?.[name]).normalize('NFKC');
};

interface Feature {
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: { type?: unknown; coordinates?: unknown } | null;
}

/** Boundaries of the work zones by code, from a GeoJSON feature collection with the code among its properties. */
export const readBoundaries = (
  text: string,
  zoneCodes: ReadonlySet<string>,
  findings: Findings,
): Map<string, Boundary> => {
  const boundaries = new Map<string, Boundary>();
  const collection = parseJson(text.replace(/^\uFEFF/, ''), findings) as { features?: Feature[] } | null;
  if (collection === null) return boundaries;
  if (!Array.isArray(collection.features)) {
    const [ja, en] = ['FeatureCollection ではありません。', 'This is no FeatureCollection: export one.'];
    refuse(findings, { line: 1, column: 1 }, ja, en);
    return boundaries;
  }
  for (const [index, feature] of collection.features.entries()) {
    const code = codeOf(feature?.properties);
    const boundary = readBoundary(feature?.geometry ?? null);
    const place = placeOfFeature(text, index);
    if (code === undefined || !zoneCodes.has(code)) {
      const [ja, en] = [
        '工区番号(code)が work_zones.csv にありません。',
        'Its code is not in work_zones.csv: correct it.',
      ];
      refuse(findings, place, ja, en);
    } else if (boundary === null) {
      const [ja, en] = [
        '面(Polygon)ではありません。',
        'It is no polygon of longitudes and latitudes: draw one.',
      ];
      refuse(findings, place, ja, en);
    } else boundaries.set(code, boundary);
  }
  return boundaries;
};
