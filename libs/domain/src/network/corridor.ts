import { buffer, multiLineString, truncate } from '@turf/turf';
import type { MultiPolygon, Polygon } from 'geojson';
import { coordinatesOf } from './coordinates-of.js';
import { endNodeOf, type RoadNetwork, startNodeOf } from './road-network.js';

/** The area within `halfWidthM` metres of these segments as one shape; null for no segments. */
export function corridorOf(
  network: RoadNetwork,
  segments: readonly number[],
  halfWidthM: number,
): Polygon | MultiPolygon | null {
  if (segments.length === 0) return null;
  const lines = multiLineString(
    joinedLines(
      network,
      [...segments].sort((a, b) => a - b),
    ),
  );
  const area = buffer(lines, halfWidthM, { units: 'meters', steps: 4 });
  return area ? truncate(area.geometry, { precision: 6, coordinates: 2 }) : null;
}

/** Segments that follow each other become one line: fewer round ends to dissolve. */
function joinedLines(network: RoadNetwork, segments: readonly number[]): [number, number][][] {
  const lines: [number, number][][] = [];
  segments.forEach((s, i) => {
    const before = segments[i - 1];
    const follows = before === s - 1 && endNodeOf(network, 2 * before) === startNodeOf(network, 2 * s);
    if (follows) lines[lines.length - 1].push(...coordinatesOf(network, s).slice(1));
    else lines.push(coordinatesOf(network, s));
  });
  return lines;
}
