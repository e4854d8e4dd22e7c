import { type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import { LINK_SIZE } from './road-graph.js';

const SIZE = 25;
const STEP_M = 90;
const line = (point: (i: number) => Point): Point[] => Array.from({ length: SIZE }, (_, i) => point(i));
const { index } = roadsOf([
  ...line((i) => [i, 0]).map(([i]) =>
    street(
      `row ${i}`,
      line((k) => [k * STEP_M, i * STEP_M]),
    ),
  ),
  ...line((i) => [i, 0]).map(([i]) =>
    street(
      `column ${i}`,
      line((k) => [i * STEP_M, k * STEP_M]),
    ),
  ),
]);
const { graph, search, plane } = index;
const EVERYWHERE = { x: 0, y: 0 };

/** Metres from a node to all others, by relaxing every link until nothing changes. */
const distancesFrom = (start: number): Float64Array => {
  const { nodeCount } = graph.network;
  const metres = new Float64Array(nodeCount).fill(Infinity);
  metres[start] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let node = 0; node < nodeCount; node++) {
      for (let i = graph.firstLink(node); i < graph.firstLink(node + 1); i++) {
        const [to, cm] = [graph.links[LINK_SIZE * i + 1], graph.links[LINK_SIZE * i + 2]];
        if (metres[node] + cm / 100 >= metres[to] - 1e-6) continue;
        metres[to] = metres[node] + cm / 100;
        changed = true;
      }
    }
  }
  return metres;
};

describe('NodeSearch', () => {
  const start = 0;
  const metres = distancesFrom(start);
  const furthest = metres.indexOf(Math.max(...metres));
  const find = (node: number, boundM: number, reachM = Infinity): number => {
    search.clear();
    search.want(node, 3);
    search.run(start, boundM, EVERYWHERE, reachM);
    return search.entryOf(3);
  };

  it('finds the shortest route to every node, also when it meets more nodes than its table held', () => {
    expect(graph.network.nodeCount).toBeGreaterThan(600);
    for (const node of [furthest, 17, 300, 611]) {
      const entry = find(node, 10_000);
      expect(search.keyCm(entry) / 100).toBeCloseTo(metres[node], 3);
      const route = search.routeTo(3);
      const lengthM = route.reduce((sum, directed) => sum + graph.lengthM(directed), 0);
      expect(lengthM).toBeCloseTo(metres[node], 3);
      expect(graph.endNode(route[route.length - 1])).toBe(node);
    }
  });

  it('finds nothing beyond the bound', () => {
    expect(find(furthest, metres[furthest] - 1)).toBe(-1);
    expect(find(furthest, metres[furthest] + 1)).not.toBe(-1);
  });

  it('leaves out nodes that are too far from the goal, and no others', () => {
    const { nodeLngE6, nodeLatE6 } = graph.network;
    const goal = { x: plane.xOf(nodeLngE6[furthest]), y: plane.yOf(nodeLatE6[furthest]) };
    search.clear();
    search.want(furthest, 0);
    search.run(start, metres[furthest] + 1, goal, 0);
    expect(search.keyCm(search.entryOf(0)) / 100).toBeCloseTo(metres[furthest], 3);
  });
});
