import {
  effectivePlan,
  type ReportRoads,
  type Road,
  type RoadNetwork,
  type Route,
  reportRoads,
  workZoneOfSegments,
} from '#domain';
import { AUTHORITIES, ROUTE_SEGMENTS, ROUTES_PER_MACHINE, SIZE } from './settle-world.js';

/** Roads of the benchmark's month: each machine has a row of its own; the first 30 % of it are the prefecture's. */
const TRUNK_SHARE = 0.3;
export const SEGMENTS_PER_MACHINE = ROUTES_PER_MACHINE * ROUTE_SEGMENTS;
const SEGMENT_CM = 9_000;
/** About 90 m, in micro-degrees of longitude. */
const SEGMENT_E6 = 1_000;

const isTrunk = (segment: number): boolean =>
  segment % SEGMENTS_PER_MACHINE < TRUNK_SHARE * SEGMENTS_PER_MACHINE;

const roadAt = (segment: number): Road => ({
  key: `${isTrunk(segment) ? 'T' : 'R'}${Math.floor(segment / ROUTE_SEGMENTS)}`,
  name: `R${Math.floor(segment / ROUTE_SEGMENTS)}`,
  ref: '',
  roadClass: isTrunk(segment) ? 'secondary' : 'tertiary',
  authority: isTrunk(segment) ? 'prefecture' : 'city',
  routeClass: isTrunk(segment) ? 'pref_1' : 'city_1',
});

/** A route of the plan for each road. */
const routeOf = ({ key, name, authority, routeClass }: Road, position: number): Route => ({
  code: key,
  name,
  routeClass,
  authorityCode: AUTHORITIES.find(({ kind }) => kind === authority)!.code,
  contractorCode: null,
  workZoneCode: null,
  roadKeys: [key],
  thresholdCm: 10,
  position,
});

/** The plan: every road is a route. */
export const routesOf = ({ roads }: RoadNetwork): Route[] => roads.map(routeOf);

/** Of each segment its road, roads in the order of their first segment. */
const layRoads = (count: number): { roads: Road[]; roadOf: Int32Array } => {
  const roads: Road[] = [];
  const roadOf = Int32Array.from({ length: count }, (_, segment) => {
    const road = roadAt(segment);
    if (roads[roads.length - 1]?.key !== road.key) roads.push(road);
    return roads.length - 1;
  });
  return { roads, roadOf };
};

/** Rows of segments end to end; nobody drives from one to another, so the graph of turns is left out. */
export const makeRoads = (): RoadNetwork => {
  const count = SIZE.machines * SEGMENTS_PER_MACHINE;
  const byNode = (read: (row: number, step: number) => number): Int32Array =>
    Int32Array.from({ length: 2 * count }, (_, i) =>
      read(Math.floor(i / 2 / SEGMENTS_PER_MACHINE), ((i >> 1) % SEGMENTS_PER_MACHINE) + (i & 1)),
    );
  const nodeLngE6 = byNode((_, step) => 136_600_000 + step * SEGMENT_E6);
  const nodeLatE6 = byNode((row) => 36_500_000 + row * 400);
  return {
    hash: 'bench:settle',
    source: '',
    generated: true,
    segmentCount: count,
    nodeCount: 2 * count,
    nodeLngE6,
    nodeLatE6,
    tailNode: Int32Array.from({ length: count }, (_, s) => 2 * s),
    headNode: Int32Array.from({ length: count }, (_, s) => 2 * s + 1),
    geometryStart: Int32Array.from({ length: count + 1 }, (_, s) => 2 * s),
    coordsE6: Int32Array.from({ length: 4 * count }, (_, i) => (i % 2 === 0 ? nodeLngE6 : nodeLatE6)[i >> 1]),
    lengthCm: new Int32Array(count).fill(SEGMENT_CM),
    ...layRoads(count),
    flags: new Uint8Array(count),
    lanes: new Uint8Array(count).fill(2),
    level: new Int8Array(count),
    outStart: new Int32Array(2 * count + 1),
    out: new Int32Array(0),
    backdrop: [],
    bounds: [136.6, 36.5, 136.9, 36.8],
  };
};

/** The roads as reports read them, as the store's register has them. */
export const readRoads = (network: RoadNetwork): ReportRoads =>
  reportRoads({
    network,
    plan: effectivePlan(network, routesOf(network), {}),
    authorities: AUTHORITIES,
    workZones: [],
    zoneOfSegment: workZoneOfSegments(network, []),
  });
