import { lineLengthM } from './distance.js';
import { type RoadNetwork, SEGMENT_FLAG } from './road-network.js';
import type { RoadWay } from './road-way.js';

/** A segment before it is laid into typed arrays; `tail` and `head` are any distinct node numbers. */
export interface Stretch {
  readonly way: RoadWay;
  readonly road: number;
  readonly xy: readonly number[];
  readonly tail: number;
  readonly head: number;
}

type Arrays = Omit<RoadNetwork, 'hash' | 'source' | 'generated' | 'roads' | 'backdrop'>;

/** Lays segments into typed arrays in their order; nodes are numbered as the segments meet them. */
export function layOutNetwork(stretches: readonly Stretch[]): Arrays {
  const { tailNode, headNode, nodeLngE6, nodeLatE6 } = numberNodes(stretches);
  const flags = Uint8Array.from(stretches, ({ way }) => flagsOf(way));
  return {
    segmentCount: stretches.length,
    nodeCount: nodeLngE6.length,
    nodeLngE6,
    nodeLatE6,
    tailNode,
    headNode,
    ...layOutGeometry(stretches),
    lengthCm: Int32Array.from(stretches, ({ xy }) => Math.max(1, Math.round(lineLengthM(xy) * 100))),
    roadOf: Int32Array.from(stretches, ({ road }) => road),
    flags,
    lanes: Uint8Array.from(stretches, ({ way }) => clamp(Math.round(way.lanes), 1, 255)),
    level: Int8Array.from(stretches, ({ way }) => clamp(Math.round(way.level), -128, 127)),
    ...layOutGraph(tailNode, headNode, flags, nodeLngE6.length),
    bounds: boundsOf(stretches),
  };
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Number.isFinite(value) ? value : low));

function flagsOf(way: RoadWay): number {
  return (
    (way.oneWay ? SEGMENT_FLAG.oneWay : 0) |
    (way.bridge ? SEGMENT_FLAG.bridge : 0) |
    (way.tunnel ? SEGMENT_FLAG.tunnel : 0) |
    (way.meltingPipe ? SEGMENT_FLAG.meltingPipe : 0) |
    (way.oldTown ? SEGMENT_FLAG.oldTown : 0)
  );
}

function numberNodes(stretches: readonly Stretch[]) {
  const numbers = new Map<number, number>();
  const lng: number[] = [];
  const lat: number[] = [];
  const numberOf = (node: number, x: number, y: number): number => {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    numbers.set(node, lng.length);
    lat.push(y);
    return lng.push(x) - 1;
  };
  const tailNode = new Int32Array(stretches.length);
  const headNode = new Int32Array(stretches.length);
  stretches.forEach(({ xy, tail, head }, s) => {
    tailNode[s] = numberOf(tail, xy[0], xy[1]);
    headNode[s] = numberOf(head, xy[xy.length - 2], xy[xy.length - 1]);
  });
  return { tailNode, headNode, nodeLngE6: Int32Array.from(lng), nodeLatE6: Int32Array.from(lat) };
}

function layOutGeometry(stretches: readonly Stretch[]) {
  const geometryStart = new Int32Array(stretches.length + 1);
  stretches.forEach(({ xy }, s) => {
    geometryStart[s + 1] = geometryStart[s] + xy.length / 2;
  });
  const coordsE6 = new Int32Array(2 * geometryStart[stretches.length]);
  stretches.forEach(({ xy }, s) => {
    coordsE6.set(xy, 2 * geometryStart[s]);
  });
  return { geometryStart, coordsE6 };
}

/** The directed graph of contracts: each node's leaving directed segments in rising order. */
function layOutGraph(tailNode: Int32Array, headNode: Int32Array, flags: Uint8Array, nodeCount: number) {
  const outStart = new Int32Array(nodeCount + 1);
  const isTwoWay = (s: number) => (flags[s] & SEGMENT_FLAG.oneWay) === 0;
  for (let s = 0; s < tailNode.length; s++) {
    outStart[tailNode[s] + 1]++;
    if (isTwoWay(s)) outStart[headNode[s] + 1]++;
  }
  for (let node = 0; node < nodeCount; node++) outStart[node + 1] += outStart[node];
  const out = new Int32Array(outStart[nodeCount]);
  const next = outStart.slice(0, nodeCount);
  for (let s = 0; s < tailNode.length; s++) {
    out[next[tailNode[s]]++] = 2 * s;
    if (isTwoWay(s)) out[next[headNode[s]]++] = 2 * s + 1;
  }
  return { outStart, out };
}

function boundsOf(stretches: readonly Stretch[]): [number, number, number, number] {
  if (stretches.length === 0) return [0, 0, 0, 0];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { xy } of stretches) {
    for (let i = 0; i < xy.length; i += 2) {
      west = Math.min(west, xy[i]);
      east = Math.max(east, xy[i]);
      south = Math.min(south, xy[i + 1]);
      north = Math.max(north, xy[i + 1]);
    }
  }
  return [west / 1e6, south / 1e6, east / 1e6, north / 1e6];
}
