import { distanceM, lineLengthM } from './distance.js';
import type { Link } from './road-chains.js';
import type { RoadWay } from './road-way.js';

/** Longest segment in metres (contracts: segments of at most 100 m). */
export const MAX_SEGMENT_M = 100;
/** Rounding both ends to micro-degrees can lengthen a part by this much. */
const ROUNDING_M = 0.2;

/** A stretch without junctions, of one road and one set of attributes. */
export interface Run {
  readonly way: RoadWay;
  readonly xy: readonly number[];
  readonly tail: number;
  readonly head: number;
}

/** Joins the links of a chain into runs: across nodes where nothing else meets and no attribute changes. */
export function joinLinks(chain: readonly Link[], degree: Int32Array): Run[] {
  const runs: Run[] = [];
  for (const link of chain) {
    const run = runOf(link);
    const last = runs.at(-1);
    if (last && last.head === run.tail && degree[run.tail] === 2 && sameAttributes(last.way, run.way)) {
      runs[runs.length - 1] = { ...last, xy: [...last.xy, ...run.xy.slice(2)], head: run.head };
    } else runs.push(run);
  }
  return runs;
}

function runOf({ piece, reversed }: Link): Run {
  if (!reversed) return piece;
  const xy: number[] = [];
  for (let i = piece.xy.length - 2; i >= 0; i -= 2) xy.push(piece.xy[i], piece.xy[i + 1]);
  return { way: piece.way, xy, tail: piece.head, head: piece.tail };
}

function sameAttributes(a: RoadWay, b: RoadWay): boolean {
  return (
    a.oneWay === b.oneWay &&
    a.lanes === b.lanes &&
    a.bridge === b.bridge &&
    a.tunnel === b.tunnel &&
    a.level === b.level &&
    a.meltingPipe === b.meltingPipe &&
    Boolean(a.oldTown) === Boolean(b.oldTown)
  );
}

/** Cuts a run into equal parts of at most `MAX_SEGMENT_M`; a closed run into two at least. */
export function cutRun(run: Run): number[][] {
  const lengthM = lineLengthM(run.xy);
  const least = run.tail === run.head ? 2 : 1;
  const count = Math.max(least, Math.ceil(lengthM / (MAX_SEGMENT_M - ROUNDING_M)));
  if (count === 1) return [[...run.xy]];
  return cutLine(run.xy, lengthM / count, count);
}

function cutLine(xy: readonly number[], partM: number, count: number): number[][] {
  const parts: number[][] = [[xy[0], xy[1]]];
  let walkedM = 0;
  for (let i = 2; i < xy.length; i += 2) {
    const stepM = distanceM(xy[i - 2], xy[i - 1], xy[i], xy[i + 1]);
    while (parts.length < count && parts.length * partM < walkedM + stepM) {
      const share = (parts.length * partM - walkedM) / stepM;
      const x = Math.round(xy[i - 2] + share * (xy[i] - xy[i - 2]));
      const y = Math.round(xy[i - 1] + share * (xy[i + 1] - xy[i - 1]));
      append(parts[parts.length - 1], x, y);
      parts.push([x, y]);
    }
    append(parts[parts.length - 1], xy[i], xy[i + 1]);
    walkedM += stepM;
  }
  return parts.filter((part) => part.length >= 4);
}

function append(line: number[], x: number, y: number): void {
  if (line[line.length - 2] !== x || line[line.length - 1] !== y) line.push(x, y);
}
