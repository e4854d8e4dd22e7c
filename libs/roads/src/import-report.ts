import { lineString, length as turfLength } from '@turf/turf';
import { coordinatesOf, ROAD_CLASSES, ROUTE_CLASSES, type RoadNetwork, SEGMENT_FLAG } from '#domain';
import type { ClassOverride } from './class-overrides.js';
import { measureConnection } from './connection.js';
import type { TallyEntry } from './import-tally.js';
import type { RoadSource } from './road-source.js';
import type { SourceFormat } from './source-format.js';

/** What an import made and what it left out; lengths in kilometres, shares from 0 to 1. */
export interface ImportReport {
  readonly hash: string;
  readonly format: SourceFormat;
  readonly ways: number;
  readonly roads: number;
  readonly segments: number;
  readonly nodes: number;
  readonly lengthKm: number;
  readonly longestSegmentM: number;
  readonly lengthKmByClass: Readonly<Record<string, number>>;
  readonly lengthKmByRouteClass: Readonly<Record<string, number>>;
  readonly oneWayKm: number;
  readonly bridges: number;
  readonly tunnels: number;
  readonly meltingPipeKm: number;
  /** Parts of the network that no road joins, and the share of the segments in the largest. */
  readonly components: number;
  readonly largestComponentShare: number;
  readonly backdropFeatures: number;
  readonly dropped: readonly TallyEntry[];
  readonly changed: readonly TallyEntry[];
  /** Lines of the classes CSV that name no road of the source. */
  readonly unusedClasses: readonly { readonly line: number; readonly road: string }[];
}

export interface ReportInput {
  readonly network: RoadNetwork;
  readonly source: RoadSource;
  readonly format: SourceFormat;
  readonly unused: readonly ClassOverride[];
}

export function reportOf({ network, source, format, unused }: ReportInput): ImportReport {
  const { components, largestShare } = measureConnection(network);
  return {
    hash: network.hash,
    format,
    ways: source.ways.length,
    roads: network.roads.length,
    segments: network.segmentCount,
    nodes: network.nodeCount,
    longestSegmentM: network.lengthCm.reduce((longest, cm) => Math.max(longest, cm), 0) / 100,
    ...measureLengths(network),
    bridges: countFlag(network, SEGMENT_FLAG.bridge),
    tunnels: countFlag(network, SEGMENT_FLAG.tunnel),
    components,
    largestComponentShare: Math.round(largestShare * 1e4) / 1e4,
    backdropFeatures: network.backdrop.length,
    dropped: source.dropped.list(),
    changed: source.changed.list(),
    unusedClasses: unused.map(({ line, road }) => ({ line, road })),
  };
}

const countFlag = (network: RoadNetwork, flag: number): number =>
  network.flags.reduce((count, flags) => count + ((flags & flag) === 0 ? 0 : 1), 0);

function measureLengths(network: RoadNetwork) {
  const lengthKm = segmentLengthsKm(network);
  const sum = (has: (s: number) => boolean): number =>
    round(lengthKm.reduce((km, of, s) => (has(s) ? km + of : km), 0));
  const hasFlag = (flag: number) => (s: number) => (network.flags[s] & flag) !== 0;
  const roadOf = (s: number) => network.roads[network.roadOf[s]];
  return {
    lengthKm: sum(() => true),
    lengthKmByClass: sumBy(ROAD_CLASSES, (word) => sum((s) => roadOf(s).roadClass === word)),
    lengthKmByRouteClass: sumBy(ROUTE_CLASSES, (word) => sum((s) => roadOf(s).routeClass === word)),
    oneWayKm: sum(hasFlag(SEGMENT_FLAG.oneWay)),
    meltingPipeKm: sum(hasFlag(SEGMENT_FLAG.meltingPipe)),
  };
}

const round = (km: number): number => Math.round(km * 1000) / 1000;

function sumBy(words: readonly string[], sum: (word: string) => number): Record<string, number> {
  return Object.fromEntries(words.map((word) => [word, sum(word)] as const).filter(([, km]) => km > 0));
}

/** Measured anew on the finished geometry, apart from the lengths that the network states. */
function segmentLengthsKm(network: RoadNetwork): number[] {
  return Array.from({ length: network.segmentCount }, (_, s) =>
    turfLength(lineString(coordinatesOf(network, s)), { units: 'kilometers' }),
  );
}
