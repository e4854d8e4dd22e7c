import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import {
  ROAD_CLASSES,
  ROUTE_CLASSES,
  type RoadClass,
  type RoadWay,
  type RouteClass,
  roadKeyOf,
} from '#domain';
import { RoadImportError } from './road-import-error.js';

/** One line of the classes CSV: roads of this ref, name or key have this plan class. */
export interface ClassOverride {
  readonly line: number;
  readonly road: string;
  readonly routeClass: RouteClass;
  /** Only roads of this class, to tell 国道8号 from 県道8号; null = all. */
  readonly roadClass: RoadClass | null;
}

const COLUMNS = ['road', 'class', 'road_class'] as const;

/** The words of the plans themselves. */
const JAPANESE_CLASSES: Readonly<Record<string, RouteClass>> = {
  国道: 'state_main',
  重点: 'pref_priority',
  第1種: 'pref_1',
  第2種: 'pref_2',
  第3種: 'pref_3',
  第1次: 'city_1',
  第2次: 'city_2',
  第3次: 'city_3',
  対象外: 'none',
};

/** Reads the CSV `road,class[,road_class]`, in UTF-8 or Shift JIS. Throws `RoadImportError` with line and column. */
export async function readClassOverrides(path: string): Promise<ClassOverride[]> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new RoadImportError(`The classes file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  const [header, ...rows] = parseRows(textOf(bytes), path);
  const columns = checkHeader(header?.fields ?? [], path);
  return rows.map((row) => overrideOf(row, columns, path));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

function parseRows(text: string, path: string): Row[] {
  try {
    const records = parse(text, {
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return (records as unknown as { info: { lines: number }; record: string[] }[]).map(
      ({ info, record }) => ({
        line: info.lines,
        fields: record.map((field) => field.normalize('NFKC')),
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new RoadImportError(`${path}, line ${error.lines}: the CSV is broken (${error.message}).`);
  }
}

function checkHeader(header: readonly string[], path: string): readonly string[] {
  const unknown = header.findIndex((name) => !COLUMNS.includes(name as (typeof COLUMNS)[number]));
  if (header.includes('road') && header.includes('class') && unknown < 0) return header;
  const column = unknown < 0 ? header.length + 1 : unknown + 1;
  throw new RoadImportError(
    `${path}, line 1, column ${column}: the first line must be "road,class" or "road,class,road_class".`,
  );
}

type Column = (typeof COLUMNS)[number];

function overrideOf({ line, fields }: Row, columns: readonly string[], path: string): ClassOverride {
  const field = (name: Column): string => fields[columns.indexOf(name)] ?? '';
  const fail = (column: number, what: string): never => {
    const name = columns[column] ? ` (${columns[column]})` : '';
    throw new RoadImportError(`${path}, line ${line}, column ${column + 1}${name}: ${what}.`);
  };
  if (fields.length > columns.length) fail(columns.length, 'there are more fields than columns');
  const choose = <T extends string>(name: Column, known: readonly T[], what: string, text: string): T =>
    known.find((word) => word === text) ??
    fail(columns.indexOf(name), `"${field(name)}" is not a ${what}; use one of ${known.join(', ')}`);
  const road = field('road') || fail(columns.indexOf('road'), 'a ref, name or key of a road is missing');
  const plan = field('class').replace(/路線$/, '');
  return {
    line,
    road,
    routeClass: choose('class', ROUTE_CLASSES, 'plan class', JAPANESE_CLASSES[plan] ?? plan),
    roadClass: field('road_class')
      ? choose('road_class', ROAD_CLASSES, 'road class', field('road_class'))
      : null,
  };
}

/** Gives ways the class of the last line that names them; `unused` are the lines that name no road. */
export function applyClassOverrides(
  ways: readonly RoadWay[],
  overrides: readonly ClassOverride[],
): { ways: RoadWay[]; unused: ClassOverride[] } {
  const byRoad = groupByRoad(overrides);
  const used = new Set<ClassOverride>();
  const classed = ways.map((way) => {
    const fitting = namesOf(way)
      .flatMap((name) => byRoad.get(name) ?? [])
      .filter((override) => override.roadClass === null || override.roadClass === way.roadClass);
    for (const override of fitting) used.add(override);
    const last = fitting.sort((a, b) => a.line - b.line).at(-1);
    return last ? { ...way, routeClass: last.routeClass } : way;
  });
  return { ways: classed, unused: overrides.filter((override) => !used.has(override)) };
}

function groupByRoad(overrides: readonly ClassOverride[]): Map<string, ClassOverride[]> {
  const byRoad = new Map<string, ClassOverride[]>();
  for (const override of overrides)
    byRoad.set(override.road, [...(byRoad.get(override.road) ?? []), override]);
  return byRoad;
}

const namesOf = (way: RoadWay): string[] =>
  [...new Set([way.ref, way.name, way.id, roadKeyOf(way)].map((name) => name.normalize('NFKC')))].filter(
    (name) => name !== '',
  );
