import { basename } from 'node:path';
import { buildNetwork, type DropReason, type RoadNetwork } from '#domain';
import { applyClassOverrides, type ClassOverride, readClassOverrides } from './class-overrides.js';
import { collectGeoJson } from './geojson/collect-geojson.js';
import { OPEN_STREET_MAP_MAPPING, readMapping } from './geojson/property-mapping.js';
import { type ImportReport, reportOf } from './import-report.js';
import { collectOsm } from './osm/collect-osm.js';
import { readPbf } from './osm/read-pbf.js';
import { readXml } from './osm/read-xml.js';
import { RoadImportError } from './road-import-error.js';
import type { RoadSource } from './road-source.js';
import { detectFormat, type SourceFormat } from './source-format.js';
import { type Bounds, tidyBackdrop } from './tidy-backdrop.js';

/** What an import is doing, in the order of its work. */
export type ImportStage = 'reading' | 'building';
export type OnProgress = (stage: ImportStage, done: number, total: number) => void;

export interface ImportOptions {
  /** OpenStreetMap PBF or XML, or GeoJSON; XML and GeoJSON may be packed by gzip. */
  readonly path: string;
  /** Mapping of GeoJSON properties; without it they are OpenStreetMap tags. */
  readonly mappingPath?: string;
  /** CSV of plan classes. */
  readonly classesPath?: string;
  /** Refs of the national roads that the state keeps itself (指定区間); without it all. */
  readonly stateRefs?: readonly string[];
  readonly onProgress?: OnProgress;
}

export interface ImportedRoads {
  readonly network: RoadNetwork;
  readonly report: ImportReport;
}

/** Imports one file of roads. Throws `RoadImportError`: one sentence with the place of the fault. */
export async function importRoads(options: ImportOptions): Promise<ImportedRoads> {
  const progress = options.onProgress ?? (() => undefined);
  const format = await detectFormat(options.path);
  const overrides = options.classesPath ? await readClassOverrides(options.classesPath) : [];
  const source = await readSource(format, options, (done, total) => progress('reading', done, total));
  progress('building', 0, 1);
  const { ways, unused } = applyClassOverrides(source.ways, overrides);
  const imported = build({ ...source, ways }, options.path, unused, format);
  progress('building', 1, 1);
  return imported;
}

async function readSource(
  format: SourceFormat,
  options: ImportOptions,
  onBytes: (done: number, total: number) => void,
): Promise<RoadSource> {
  const stateRefs = options.stateRefs ? new Set(options.stateRefs) : null;
  if (format !== 'geojson') {
    if (options.mappingPath)
      throw new RoadImportError(`${options.path} is OpenStreetMap data, it needs no --map.`);
    return collectOsm(options.path, format === 'pbf' ? readPbf : readXml, { stateRefs, onBytes });
  }
  const mapping = options.mappingPath ? await readMapping(options.mappingPath) : OPEN_STREET_MAP_MAPPING;
  return collectGeoJson(options.path, { stateRefs, mapping, onBytes });
}

function build(
  source: RoadSource,
  path: string,
  unused: readonly ClassOverride[],
  format: SourceFormat,
): ImportedRoads {
  const backdrop = tidyBackdrop(source.backdrop, boundsOf(source.ways));
  const { network, dropped } = buildNetwork(source.ways, { source: sourceLine(path, format), backdrop });
  for (const { id, reason } of dropped) source.dropped.add(reason, DROP_MEANINGS[reason], id);
  if (network.segmentCount === 0) throw withoutRoads(source, path, format);
  return { network, report: reportOf({ network, source, format, unused }) };
}

function boundsOf(ways: RoadSource['ways']): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { coords } of ways) {
    for (const [lng, lat] of coords) {
      west = Math.min(west, lng);
      east = Math.max(east, lng);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return ways.length > 0 ? [west, south, east, north] : [0, 0, 0, 0];
}

const DROP_MEANINGS: Readonly<Record<DropReason, string>> = {
  bad_coordinates: 'positions that are not on the earth',
  too_short: 'shorter than 10 cm',
  duplicate: 'the same street twice',
};

const sourceLine = (path: string, format: SourceFormat): string =>
  format === 'geojson' ? basename(path) : `© OpenStreetMap contributors (${basename(path)})`;

function withoutRoads(source: RoadSource, path: string, format: SourceFormat): RoadImportError {
  const most = source.dropped.list()[0];
  const why = most ? ` (${most.count} ways were left out, most of them ${most.meaning})` : '';
  const advice =
    format === 'geojson' ? 'name its properties with --map' : 'export it with the ways tagged highway';
  return new RoadImportError(`${path} has no roads that can be driven${why}; ${advice}.`);
}
