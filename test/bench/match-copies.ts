import type { Fix, RoadNetwork } from '#domain';

const shifted = (values: Int32Array, times: number, step: number): Int32Array => {
  const all = new Int32Array(values.length * times);
  for (let copy = 0; copy < times; copy++) {
    for (let i = 0; i < values.length; i++) all[copy * values.length + i] = values[i] + copy * step;
  }
  return all;
};

const rowStarts = (starts: Int32Array, times: number): Int32Array => {
  const step = starts[starts.length - 1];
  const all = new Int32Array((starts.length - 1) * times + 1);
  for (let i = 0; i < all.length; i++) {
    all[i] = starts[i % (starts.length - 1)] + Math.floor(i / (starts.length - 1)) * step;
  }
  all[all.length - 1] = step * times;
  return all;
};

const repeated = <T extends Uint8Array | Int8Array>(values: T, times: number): T => {
  const all = new (values.constructor as { new (length: number): T })(values.length * times);
  for (let copy = 0; copy < times; copy++) all.set(values, copy * values.length);
  return all;
};

/** Width of a copy in micro-degrees, with a gap that no candidate search spans. */
export const copyWidthE6 = ({ bounds: [west, , east] }: RoadNetwork): number =>
  Math.ceil((east - west) * 1e6) + 10_000;

const lngShifted = (coords: Int32Array, times: number, widthE6: number): Int32Array => {
  const all = shifted(coords, times, 0);
  for (let i = 0; i < all.length; i += 2) all[i] += Math.floor(i / coords.length) * widthE6;
  return all;
};

/** The same real network so many times side by side, from west to east. */
export const copiesOf = (network: RoadNetwork, times: number): RoadNetwork => {
  const [west, south, east, north] = network.bounds;
  const widthE6 = copyWidthE6(network);
  return {
    ...network,
    segmentCount: network.segmentCount * times,
    nodeCount: network.nodeCount * times,
    nodeLngE6: shifted(network.nodeLngE6, times, widthE6),
    nodeLatE6: shifted(network.nodeLatE6, times, 0),
    tailNode: shifted(network.tailNode, times, network.nodeCount),
    headNode: shifted(network.headNode, times, network.nodeCount),
    geometryStart: rowStarts(network.geometryStart, times),
    coordsE6: lngShifted(network.coordsE6, times, widthE6),
    lengthCm: shifted(network.lengthCm, times, 0),
    roadOf: shifted(network.roadOf, times, 0),
    flags: repeated(network.flags, times),
    lanes: repeated(network.lanes, times),
    level: repeated(network.level, times),
    outStart: rowStarts(network.outStart, times),
    out: shifted(network.out, times, 2 * network.segmentCount),
    backdrop: [],
    bounds: [west, south, east + ((times - 1) * widthE6) / 1e6, north],
  };
};

/** A fix in another copy. */
export const inCopy = (fix: Fix, copy: number, widthE6: number, vehicleId: number): Fix => ({
  ...fix,
  vehicleId,
  deviceId: vehicleId,
  lngE6: fix.lngE6 + copy * widthE6,
});
