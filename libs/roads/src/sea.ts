import { area, bboxClip, bboxPolygon, booleanPointInPolygon, lineString, polygon } from '@turf/turf';
import type { BackdropFeature } from '#domain';

type Point = [number, number];
type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * The sea inside a box, from coastlines that have land on their left and water on their right (the rule of
 * OpenStreetMap). Coastlines that end inside the box, as at the edge of an extract, are led on to its nearest side.
 */
export function seaOf(
  coastlines: readonly (readonly (readonly [number, number])[])[],
  box: Box,
): BackdropFeature[] {
  const lines = joinCoast(coastlines).flatMap((line) => clipLine(line, box));
  const closed = lines.filter(isClosed);
  const islands = closed.filter((ring) => !isClockwise(ring));
  const open = lines.filter((line) => !isClosed(line)).map((line) => ledToSide(line, box));
  const seas = open.length > 0 ? walkSeas(open, box) : islands.length > 0 ? [boxRing(box)] : [];
  return [...seas, ...closed.filter(isClockwise)].map((sea) => {
    const around = polygon([sea]);
    const holes = islands.filter((ring) => booleanPointInPolygon(ring[0], around));
    return { kind: 'sea', name: '', rank: 0, geometry: { type: 'Polygon', coordinates: [sea, ...holes] } };
  });
}

const isSame = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
const isClosed = (line: readonly Point[]): boolean =>
  line.length >= 4 && isSame(line[0], line[line.length - 1]);

/** Joins coastlines where one begins at the end of another. */
function joinCoast(coastlines: readonly (readonly (readonly [number, number])[])[]): Point[][] {
  const rest = coastlines
    .filter((line) => line.length >= 2)
    .map((line) => line.map(([lng, lat]): Point => [lng, lat]));
  const joined: Point[][] = [];
  while (rest.length > 0) {
    let line = rest.shift() as Point[];
    for (let grew = true; grew && !isClosed(line); ) {
      const after = rest.findIndex((other) => isSame(other[0], line[line.length - 1]));
      if (after >= 0) line = [...line, ...rest.splice(after, 1)[0].slice(1)];
      const before = rest.findIndex((other) => isSame(other[other.length - 1], line[0]));
      if (before >= 0) line = [...rest.splice(before, 1)[0], ...line.slice(1)];
      grew = after >= 0 || before >= 0;
    }
    joined.push(line);
  }
  return joined;
}

function clipLine(line: Point[], box: Box): Point[][] {
  const { geometry } = bboxClip(lineString(line), [...box]);
  const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  return parts.filter((part) => part.length >= 2) as unknown as Point[][];
}

const isClockwise = (ring: readonly Point[]): boolean => {
  let doubled = 0;
  for (let i = 1; i < ring.length; i++)
    doubled += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1]);
  return doubled > 0;
};

const boxRing = (box: Box): Point[] => bboxPolygon([...box]).geometry.coordinates[0] as unknown as Point[];

function ledToSide(line: Point[], box: Box): Point[] {
  return [nearestOnSide(line[0], box), ...line, nearestOnSide(line[line.length - 1], box)];
}

function nearestOnSide([lng, lat]: Point, [west, south, east, north]: Box): Point {
  const sides: [number, Point][] = [
    [lng - west, [west, lat]],
    [east - lng, [east, lat]],
    [lat - south, [lng, south]],
    [north - lat, [lng, north]],
  ];
  return sides.reduce((best, side) => (side[0] < best[0] ? side : best))[1];
}

/** From the end of each coast clockwise along the box to the next coast's beginning, until the ring closes. */
function walkSeas(open: readonly Point[][], box: Box): Point[][] {
  const rest = new Set(open);
  const seas: Point[][] = [];
  for (const first of open) {
    if (!rest.delete(first)) continue;
    const ring = [...first];
    for (;;) {
      const next = nextBeginning(ring[ring.length - 1], [first, ...rest], box);
      ring.push(...cornersBetween(ring[ring.length - 1], next[0], box));
      if (next === first) break;
      rest.delete(next);
      ring.push(...next);
    }
    ring.push(ring[0]);
    seas.push(ring);
  }
  return seas.filter((ring) => area(polygon([ring])) > 0);
}

function nextBeginning(from: Point, lines: readonly Point[][], box: Box): Point[] {
  const way = (line: Point[]): number => turnsBetween(from, line[0], box);
  return lines.reduce((best, line) => (way(line) < way(best) ? line : best));
}

/** Place on the outline of the box, clockwise from its north-west corner, one a side: 0 to 4. */
function placeOnSide([lng, lat]: Point, [west, south, east, north]: Box): number {
  if (lat === north) return (lng - west) / (east - west);
  if (lng === east) return 1 + (north - lat) / (north - south);
  if (lat === south) return 2 + (east - lng) / (east - west);
  return 3 + (lat - south) / (north - south);
}

const turnsBetween = (from: Point, to: Point, box: Box): number =>
  (placeOnSide(to, box) - placeOnSide(from, box) + 4) % 4;

function cornersBetween(from: Point, to: Point, box: Box): Point[] {
  const [west, south, east, north] = box;
  const corners: Point[] = [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  const start = placeOnSide(from, box);
  const turns = turnsBetween(from, to, box);
  const passed: Point[] = [];
  for (let corner = Math.floor(start) + 1; corner < start + turns; corner++) passed.push(corners[corner % 4]);
  return passed;
}
