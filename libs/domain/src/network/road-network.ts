/**
 * The road network as every part reads it: typed arrays over undirected segments, and a directed graph in
 * compressed sparse rows.
 *
 * A segment is a stretch of road of at most 100 m between two nodes, numbered s from 0 along its road. Its two
 * directions have the numbers 2s (as drawn) and 2s + 1. Coordinates are micro-degrees, lengths centimetres.
 */

/** Road classes in falling rank, after the OpenStreetMap values of `highway`. */
export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'service',
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** Plan classes of a route (contracts: route classes); `none` is a road outside every plan. */
export const ROUTE_CLASSES = [
  'state_main',
  'pref_priority',
  'pref_1',
  'pref_2',
  'pref_3',
  'city_1',
  'city_2',
  'city_3',
  'none',
] as const;
export type RouteClass = (typeof ROUTE_CLASSES)[number];

/** Who keeps a road: 国, 県, 市町, or somebody else (private, forest, toll company). */
export const AUTHORITY_KINDS = ['state', 'prefecture', 'city', 'other'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** A named or numbered road; the segments of one road have consecutive numbers, in driving order as far as it has one. */
export interface Road {
  /** Stable key (`roadKeyOf`): `国道8号`, else the name, else the source's id of the way. What a plan's CSV names. */
  readonly key: string;
  readonly name: string;
  /** Route number such as `8` or `304`; empty where there is none. */
  readonly ref: string;
  readonly roadClass: RoadClass;
  readonly authority: AuthorityKind;
  readonly routeClass: RouteClass;
}

/** Bits of `RoadNetwork.flags`. A one-way segment may be driven as drawn only. */
export const SEGMENT_FLAG = { oneWay: 1, bridge: 2, tunnel: 4, meltingPipe: 8, oldTown: 16 } as const;

/** What is drawn under and beside the roads so that they read as a map. Coordinates are `[lng, lat]` in degrees. */
export interface BackdropFeature {
  readonly kind: 'sea' | 'water' | 'river' | 'wood' | 'coast' | 'railway' | 'park' | 'place' | 'landmark';
  readonly name: string;
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: readonly [number, number] }
    | { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] }
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly [number, number])[])[] };
  /** Rank among its kind, 0 the most important; decides at which zoom a label appears. */
  readonly rank: number;
}

export interface RoadNetwork {
  /** First 16 hexadecimal digits of the SHA-256 of the network file's body. */
  readonly hash: string;
  /** What the network was made from, in words for people; empty when nothing needs to be said. */
  readonly source: string;
  /** True for the generated demo network: pages then say so. */
  readonly generated: boolean;
  readonly segmentCount: number;
  readonly nodeCount: number;
  readonly nodeLngE6: Int32Array;
  readonly nodeLatE6: Int32Array;
  /** Node at which segment s starts as drawn, and at which it ends. */
  readonly tailNode: Int32Array;
  readonly headNode: Int32Array;
  /** Vertices of segment s are `coordsE6[2 * i], coordsE6[2 * i + 1]` (lng, lat) for i in `[geometryStart[s], geometryStart[s + 1])`. */
  readonly geometryStart: Int32Array;
  readonly coordsE6: Int32Array;
  readonly lengthCm: Int32Array;
  /** Index into `roads`. */
  readonly roadOf: Int32Array;
  readonly flags: Uint8Array;
  /** Lanes of the whole carriageway (both directions of a two-way road); 1 = single-lane. */
  readonly lanes: Uint8Array;
  /** Grade level: 0 ground, 1 above, -1 below. */
  readonly level: Int8Array;
  /** Drivable directed segments that leave node n: `out[outStart[n] .. outStart[n + 1])`, in rising order. */
  readonly outStart: Int32Array;
  readonly out: Int32Array;
  readonly roads: readonly Road[];
  readonly backdrop: readonly BackdropFeature[];
  /** `[west, south, east, north]` in degrees. */
  readonly bounds: readonly [number, number, number, number];
}

export const segmentOf = (directed: number): number => directed >> 1;
export const directionOf = (directed: number): number => directed & 1;
export const reverseOf = (directed: number): number => directed ^ 1;

/** Node at which a directed segment starts. */
export const startNodeOf = (network: RoadNetwork, directed: number): number =>
  (directed & 1) === 0 ? network.tailNode[directed >> 1] : network.headNode[directed >> 1];

/** Node at which a directed segment ends. */
export const endNodeOf = (network: RoadNetwork, directed: number): number =>
  (directed & 1) === 0 ? network.headNode[directed >> 1] : network.tailNode[directed >> 1];

export const hasFlag = (network: RoadNetwork, segment: number, flag: number): boolean =>
  (network.flags[segment] & flag) !== 0;

/** May a vehicle of traffic drive this direction? (A plow may reverse against it; the matcher prices that.) */
export const isDrivable = (network: RoadNetwork, directed: number): boolean =>
  (directed & 1) === 0 || (network.flags[directed >> 1] & SEGMENT_FLAG.oneWay) === 0;

export const roadOfSegment = (network: RoadNetwork, segment: number): Road =>
  network.roads[network.roadOf[segment]];
