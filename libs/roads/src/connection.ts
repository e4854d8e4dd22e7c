import type { RoadNetwork } from '#domain';

/** How many parts of the network no road joins, and the share of all segments in the largest part. */
export function measureConnection(network: RoadNetwork): { components: number; largestShare: number } {
  const parents = Int32Array.from({ length: network.nodeCount }, (_, node) => node);
  const rootOf = (node: number): number => {
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  for (let s = 0; s < network.segmentCount; s++)
    parents[rootOf(network.tailNode[s])] = rootOf(network.headNode[s]);
  const sizes = new Map<number, number>();
  for (const node of network.tailNode) sizes.set(rootOf(node), (sizes.get(rootOf(node)) ?? 0) + 1);
  const largest = [...sizes.values()].reduce((most, size) => Math.max(most, size), 0);
  return {
    components: sizes.size,
    largestShare: network.segmentCount === 0 ? 0 : largest / network.segmentCount,
  };
}
