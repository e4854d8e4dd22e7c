import type { AuthorityKind, RoadClass, RoadWay } from '#domain';
import { AUTHORITY_OF_CLASS, defaultLanes, defaultRouteClass } from '../road-defaults.js';
import type { OsmTags } from './osm-elements.js';

/** What the tags of a way say about its road; `reversed` ways are driven against their drawing. */
export type RoadFacts = Omit<RoadWay, 'id' | 'coords' | 'nodeIds'> & { readonly reversed: boolean };

export interface TagOptions {
  /** Refs of the national roads that the state keeps itself (指定区間); null = all. */
  readonly stateRefs: ReadonlySet<string> | null;
}

/** Reads the tags of a way whose class is known. */
export function roadOfTags(tags: OsmTags, roadClass: RoadClass, options: TagOptions): RoadFacts {
  const direction = directionOf(tags, roadClass);
  const ref = (tags.ref ?? '').split(';')[0].trim();
  const authority = authorityOf(tags, roadClass, ref, options);
  const bridge = isYes(tags.bridge);
  const tunnel = isYes(tags.tunnel) && tags.tunnel !== 'building_passage' && tags.tunnel !== 'culvert';
  return {
    name: (tags['name:ja'] ?? tags.name ?? '').trim(),
    ref,
    roadClass,
    oneWay: direction !== 'both',
    reversed: direction === 'against',
    lanes: wholeNumber(tags.lanes, 1) ?? defaultLanes(roadClass, direction !== 'both'),
    bridge,
    tunnel,
    level: wholeNumber(tags.layer, -10) ?? (bridge ? 1 : tunnel ? -1 : 0),
    authority,
    routeClass: defaultRouteClass(roadClass, authority),
    meltingPipe: MELTING_PIPE_TAGS.some((key) => isYes(tags[key])),
  };
}

/** Tags in use for 消雪パイプ and road heating; none is a standard. */
export const MELTING_PIPE_TAGS = ['snow_melting_pipe', 'road:snow_melting', 'snow_melting'] as const;

const isYes = (value: string | undefined): boolean => value !== undefined && value !== 'no';

function directionOf(tags: OsmTags, roadClass: RoadClass): 'along' | 'against' | 'both' {
  const { oneway, junction } = tags;
  if (oneway === '-1' || oneway === 'reverse') return 'against';
  if (oneway === 'yes' || oneway === 'true' || oneway === '1') return 'along';
  if (oneway !== undefined) return 'both';
  const isRound = junction === 'roundabout' || junction === 'circular';
  const isCarriageway = roadClass === 'motorway' && tags.highway !== 'motorway_link';
  return isRound || isCarriageway ? 'along' : 'both';
}

/** A count or level such as `2` or `2;3` (the first counts); undefined when it is not one or under `least`. */
function wholeNumber(text: string | undefined, least: number): number | undefined {
  const value = Number.parseInt(text ?? '', 10);
  return value >= least && value <= 20 ? value : undefined;
}

const OPERATORS: readonly (readonly [RegExp, AuthorityKind])[] = [
  [/国土交通省|国道事務所|河川国道|開発局|地方整備局|MLIT/u, 'state'],
  [/高速道路|NEXCO|公社|株式会社|会社/u, 'other'],
  [/[都道府県]$|[都道府県]土木|土木事務所|建設事務所/u, 'prefecture'],
  [/[市町村区]$|[市町村区]役所/u, 'city'],
];

function authorityOf(tags: OsmTags, roadClass: RoadClass, ref: string, options: TagOptions): AuthorityKind {
  const operator = tags.operator?.trim() ?? '';
  const named = OPERATORS.find(([pattern]) => pattern.test(operator));
  if (named) return named[1];
  const isOthersNational = roadClass === 'trunk' && options.stateRefs !== null && !options.stateRefs.has(ref);
  return isOthersNational ? 'prefecture' : AUTHORITY_OF_CLASS[roadClass];
}
