import { readFile } from 'node:fs/promises';
import {
  AUTHORITY_KINDS,
  type AuthorityKind,
  ROAD_CLASSES,
  ROUTE_CLASSES,
  type RoadClass,
  type RouteClass,
} from '#domain';
import { RoadImportError } from '../road-import-error.js';
import { parseJson } from './parse-json.js';

/** A property whose values stand for ours; values not listed get `otherwise`, or drop the feature where there is none. */
export interface ValueMapping<T extends string> {
  readonly property?: string;
  readonly values?: Readonly<Record<string, T>>;
  readonly otherwise?: T;
}

/** A property that says yes with one of these values. */
export interface YesMapping {
  readonly property: string;
  readonly yes: readonly string[];
}

/** How the properties of a GeoJSON file stand for the attributes of a road. Every part may be left out. */
export interface PropertyMapping {
  /** The properties are OpenStreetMap tags; the other parts but `id` and the nodes are then not looked at. */
  readonly openStreetMapTags?: boolean;
  readonly id?: string;
  /** The first property with a value counts. */
  readonly name?: readonly string[];
  readonly ref?: readonly string[];
  readonly roadClass?: ValueMapping<RoadClass>;
  readonly oneWay?: {
    readonly property: string;
    readonly along?: readonly string[];
    readonly against?: readonly string[];
  };
  readonly lanes?: string;
  /** Lanes of two-way roads of a class where `lanes` says nothing. */
  readonly twoWayLanes?: Readonly<Partial<Record<RoadClass, number>>>;
  readonly bridge?: YesMapping;
  readonly tunnel?: YesMapping;
  readonly level?: string;
  readonly authority?: ValueMapping<AuthorityKind>;
  readonly routeClass?: ValueMapping<RouteClass>;
  readonly meltingPipe?: YesMapping;
  /** Properties with the source's own node ids of the two ends of a line. */
  readonly nodes?: { readonly from: string; readonly to: string };
  /** Properties with the grade level of the two ends; ends of unequal level do not meet. */
  readonly endLevels?: { readonly from: string; readonly to: string };
  /** Features with one of these values of a property are left out. */
  readonly drop?: Readonly<Record<string, readonly string[]>>;
}

/** Used without `--map`: the properties are OpenStreetMap tags, as most tools export them. */
export const OPEN_STREET_MAP_MAPPING: PropertyMapping = { openStreetMapTags: true, id: '@id' };

/** Reads a mapping file. Throws `RoadImportError` with what is wrong in it. */
export async function readMapping(path: string): Promise<PropertyMapping> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RoadImportError(`The mapping file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  const mapping = parseJson(text, path);
  const fault = faultOf(mapping);
  if (fault) throw new RoadImportError(`${path}: ${fault}.`);
  return mapping as PropertyMapping;
}

type Check = (value: unknown) => string | undefined;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const text: Check = (value) => (isText(value) ? undefined : 'must be the name of a property');
const list: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'must be a list of texts';
const count: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 1 ? undefined : 'must be a whole number from 1';
const truth: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

const record =
  (check: Check): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
    for (const [key, item] of Object.entries(value)) {
      const fault = check(item);
      if (fault) return `"${key}" ${fault}`;
    }
    return undefined;
  };

const object =
  (checks: Record<string, Check>): Check =>
  (value) => {
    const shape = record(() => undefined)(value);
    if (shape) return shape;
    const given = value as Record<string, unknown>;
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(checks, key));
    if (unknown) return `does not know "${unknown}"; it knows ${Object.keys(checks).join(', ')}`;
    for (const [key, check] of Object.entries(checks)) {
      const fault = check(given[key]);
      if (fault) return `"${key}" ${fault}`;
    }
    return undefined;
  };

const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string)
      ? undefined
      : `must be one of ${words.join(', ')}, not ${JSON.stringify(value)}`;
const values = (words: readonly string[]): Check =>
  optional(
    object({
      property: optional(text),
      values: optional(record(oneOf(words))),
      otherwise: optional(oneOf(words)),
    }),
  );
const yes = optional(object({ property: text, yes: list }));
const ends = optional(object({ from: text, to: text }));

const check = object({
  openStreetMapTags: optional(truth),
  id: optional(text),
  name: optional(list),
  ref: optional(list),
  roadClass: values(ROAD_CLASSES),
  oneWay: optional(object({ property: text, along: optional(list), against: optional(list) })),
  lanes: optional(text),
  twoWayLanes: optional(object(Object.fromEntries(ROAD_CLASSES.map((word) => [word, optional(count)])))),
  bridge: yes,
  tunnel: yes,
  level: optional(text),
  authority: values(AUTHORITY_KINDS),
  routeClass: values(ROUTE_CLASSES),
  meltingPipe: yes,
  nodes: ends,
  endLevels: ends,
  drop: optional(record(list)),
});

function faultOf(mapping: unknown): string | undefined {
  const fault = check(mapping);
  return fault && `the mapping ${fault}`;
}
