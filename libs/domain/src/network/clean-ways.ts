import type { RoadWay } from './road-way.js';

/** Why a way is not in the network although its class is wanted. */
export const DROP_REASONS = ['bad_coordinates', 'too_short', 'duplicate'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export interface DroppedWay {
  readonly id: string;
  readonly reason: DropReason;
}

/** A way in whole micro-degrees. `vertexOf[i]` is the source vertex of the kept vertex i, repeated vertices dropped. */
export interface CleanWay {
  readonly way: RoadWay;
  readonly xy: readonly number[];
  readonly vertexOf: readonly number[];
}

/** Sorts the ways by id, rounds them to micro-degrees and leaves out what cannot be driven or is there twice. */
export function cleanWays(ways: readonly RoadWay[]): { clean: CleanWay[]; dropped: DroppedWay[] } {
  const clean: CleanWay[] = [];
  const dropped: DroppedWay[] = [];
  const seen = new Set<string>();
  for (const way of [...ways].sort(compareWays)) {
    const rounded = roundWay(way);
    const reason = dropReasonOf(rounded, seen);
    if (reason) dropped.push({ id: way.id, reason });
    else clean.push(rounded);
  }
  return { clean, dropped };
}

function compareWays(a: RoadWay, b: RoadWay): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

function roundWay(way: RoadWay): CleanWay {
  const xy: number[] = [];
  const vertexOf: number[] = [];
  way.coords.forEach(([lng, lat], vertex) => {
    const [x, y] = [Math.round(lng * 1e6), Math.round(lat * 1e6)];
    if (xy.length > 0 && xy[xy.length - 2] === x && xy[xy.length - 1] === y) return;
    xy.push(x, y);
    vertexOf.push(vertex);
  });
  return { way, xy, vertexOf };
}

function dropReasonOf({ way, xy }: CleanWay, seen: Set<string>): DropReason | undefined {
  if (!way.coords.every(isOnEarth)) return 'bad_coordinates';
  if (xy.length < 4) return 'too_short';
  const key = geometryKey(way, xy);
  if (seen.has(key)) return 'duplicate';
  seen.add(key);
  return undefined;
}

function isOnEarth([lng, lat]: readonly [number, number]): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !(lng === 0 && lat === 0);
}

/** Equal for two ways that a driver cannot tell apart; a two-way street drawn the other way round is the same street. */
function geometryKey(way: RoadWay, xy: readonly number[]): string {
  const forward = xy.join();
  if (way.oneWay) return `1;${way.level};${forward}`;
  const backward: number[] = [];
  for (let i = xy.length - 2; i >= 0; i -= 2) backward.push(xy[i], xy[i + 1]);
  const reversed = backward.join();
  return `2;${way.level};${[forward, reversed].sort()[0]}`;
}
