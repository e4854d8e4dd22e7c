import { type Activity, coordinatesOf, type DailyReport, type Pass, type RoadNetwork } from '#domain';
import type { ReportTrack } from '#wire';

type Coordinates = [number, number][];
type Bounds = [number, number, number, number];

/** About 1 m: more is not seen, and phones keep it. */
const round = ([lng, lat]: [number, number]): [number, number] => [
  Math.round(lng * 1e5) / 1e5,
  Math.round(lat * 1e5) / 1e5,
];

const driven = (network: RoadNetwork, { segment, direction }: Pass): Coordinates => {
  const drawn = coordinatesOf(network, segment).map(round);
  return direction === 0 ? drawn : drawn.reverse();
};

const isSame = (a: [number, number], b: [number, number]): boolean => a[0] === b[0] && a[1] === b[1];

/** Appends a stretch to the last line where it goes on from its end with the same activity. */
const addTo = (lines: ReportTrack['lines'], activity: Activity, coords: Coordinates): void => {
  const last = lines[lines.length - 1];
  if (last?.activity === activity && isSame(last.coords[last.coords.length - 1], coords[0]))
    last.coords.push(...coords.slice(1));
  else lines.push({ activity, coords });
};

const linesOf = (network: RoadNetwork, report: DailyReport): ReportTrack['lines'] => {
  const lines: ReportTrack['lines'] = [];
  for (const { spans } of report.dispatches)
    for (const { activity, passFrom, passTo } of spans)
      for (const pass of report.passes.slice(passFrom, passTo))
        if (pass.segment < network.segmentCount) addTo(lines, activity, driven(network, pass));
  return lines;
};

const boundsOf = (lines: ReportTrack['lines']): Bounds | null => {
  const points = lines.flatMap(({ coords }) => coords);
  if (points.length === 0) return null;
  const bounds: Bounds = [180, 90, -180, -90];
  for (const [lng, lat] of points) {
    bounds[0] = Math.min(bounds[0], lng);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lng);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
};

/** Roads around a report, so that its line reads as a map without any tiles; by falling rank, at most this many. */
const MOST_ROADS = 1_500;
const MARGIN_DEG = 0.004;
const MAJOR = new Set(['motorway', 'trunk', 'primary', 'secondary']);

const roadsIn = (network: RoadNetwork, [west, south, east, north]: Bounds): ReportTrack['roads'] => {
  const found: { rank: number; segment: number }[] = [];
  for (let segment = 0; segment < network.segmentCount; segment += 1) {
    const at = 2 * network.geometryStart[segment];
    const [lng, lat] = [network.coordsE6[at] / 1e6, network.coordsE6[at + 1] / 1e6];
    const isNear =
      lng > west - MARGIN_DEG &&
      lng < east + MARGIN_DEG &&
      lat > south - MARGIN_DEG &&
      lat < north + MARGIN_DEG;
    const { roadClass } = network.roads[network.roadOf[segment]];
    if (isNear) found.push({ rank: MAJOR.has(roadClass) ? 0 : roadClass === 'tertiary' ? 1 : 2, segment });
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.segment - b.segment)
    .slice(0, MOST_ROADS)
    .map(({ rank, segment }) => ({ major: rank === 0, coords: coordinatesOf(network, segment).map(round) }));
};

/** A report as lines on the roads, with the roads around it. Segments that the network no longer has are left out. */
export const reportTrack = (network: RoadNetwork, report: DailyReport): ReportTrack => {
  const lines = linesOf(network, report);
  const bounds = boundsOf(lines);
  return { bounds, lines, roads: bounds === null ? [] : roadsIn(network, bounds) };
};
