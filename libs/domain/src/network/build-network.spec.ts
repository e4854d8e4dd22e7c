import { street } from '../../../../test/support/hand-built-drives.js';
import { buildNetwork } from './build-network.js';
import {
  endNodeOf,
  hasFlag,
  isDrivable,
  type RoadNetwork,
  SEGMENT_FLAG,
  startNodeOf,
} from './road-network.js';
import type { RoadWay } from './road-way.js';

/** One metre in degrees, north and (at 36.56° north) east. */
const NORTH = 1 / 111_195;
const EAST = NORTH / Math.cos((36.56 * Math.PI) / 180);

const at = (eastM: number, northM: number): [number, number] => [
  136.65 + eastM * EAST,
  36.56 + northM * NORTH,
];

const way = (id: string, coords: [number, number][], more: Partial<RoadWay> = {}): RoadWay => ({
  ...street(id, []),
  name: '',
  coords,
  ...more,
});

const build = (ways: RoadWay[]): RoadNetwork => buildNetwork(ways, { source: 'test' }).network;
const lengthsCm = (network: RoadNetwork): number[] => Array.from(network.lengthCm);

describe('buildNetwork', () => {
  it('cuts a long road into equal parts of at most 100 m', () => {
    const network = build([way('a', [at(0, 0), at(0, 250)])]);
    expect(network.segmentCount).toBe(3);
    for (const length of lengthsCm(network)) expect(Math.abs(length - 8333)).toBeLessThan(15);
    expect(Array.from(network.headNode.slice(0, 2))).toEqual(Array.from(network.tailNode.slice(1)));
  });

  it('joins two ways that share a vertex and cuts both there', () => {
    const network = build([
      way('a', [at(0, 0), at(50, 0), at(90, 0)]),
      way('b', [at(50, -40), at(50, 0), at(50, 40)]),
    ]);
    expect(network.segmentCount).toBe(4);
    expect(network.nodeCount).toBe(5);
    expect(Math.max(...degrees(network))).toBe(4);
  });

  it('does not join a bridge to the road it crosses', () => {
    const network = build([
      way('road', [at(0, 0), at(40, 0), at(80, 0)]),
      way('bridge', [at(40, -40), at(40, 0), at(40, 40)], { bridge: true, level: 1 }),
    ]);
    expect(network.segmentCount).toBe(2);
    expect(network.nodeCount).toBe(4);
  });

  it('joins a bridge to the road at its end', () => {
    const network = build([
      way('road', [at(0, 0), at(0, 50)]),
      way('bridge', [at(0, 50), at(0, 90)], { bridge: true, level: 1 }),
    ]);
    expect(network.nodeCount).toBe(3);
    expect(hasFlag(network, 1, SEGMENT_FLAG.bridge)).toBe(true);
    expect(Array.from(network.level)).toEqual([0, 1]);
  });

  it('follows node ids where there are some: one place with two ids is two nodes', () => {
    const apart = build([
      way('a', [at(0, 0), at(50, 0)], { nodeIds: [1, 2] }),
      way('b', [at(50, 0), at(90, 0)], { nodeIds: [3, 4] }),
    ]);
    expect(apart.nodeCount).toBe(4);
  });

  it('joins ways that meet in vertices a few centimetres apart on a third', () => {
    const near: [number, number] = [at(50, 0)[0] + 1e-7, at(50, 0)[1]];
    const network = build([
      way('a', [at(0, 0), at(50, 0), near, at(90, 0)], { nodeIds: [1, 2, 3, 4] }),
      way('b', [at(50, 40), at(50, 0)], { nodeIds: [5, 2] }),
      way('c', [at(50, -40), near], { nodeIds: [6, 3] }),
    ]);
    expect(Math.max(...degrees(network))).toBe(4);
  });

  it('lets a one-way street be driven as drawn only', () => {
    const network = build([way('a', [at(0, 0), at(0, 50)], { oneWay: true })]);
    expect([isDrivable(network, 0), isDrivable(network, 1)]).toEqual([true, false]);
    expect(Array.from(network.out)).toEqual([0]);
  });

  it('lists the drivable directions that leave each node', () => {
    const network = build([
      way('a', [at(0, 0), at(50, 0)]),
      way('b', [at(50, 0), at(50, 40)], { oneWay: true }),
    ]);
    for (let node = 0; node < network.nodeCount; node++) {
      const leaving = network.out.slice(network.outStart[node], network.outStart[node + 1]);
      for (const directed of leaving) expect(startNodeOf(network, directed)).toBe(node);
    }
    expect(network.out.length).toBe(3);
  });

  it('numbers a road in driving order, whatever the order and direction of its ways', () => {
    const network = build([
      way('a', [at(160, 0), at(80, 0)], { ref: '8', lanes: 4 }),
      way('b', [at(80, 0), at(0, 0)], { ref: '8', lanes: 2 }),
      way('c', [at(240, 0), at(160, 0)], { ref: '8', lanes: 2 }),
      way('d', [at(240, 0), at(320, 0)], { ref: '8', lanes: 4 }),
    ]);
    expect(Array.from(network.roadOf)).toEqual([0, 0, 0, 0]);
    for (let s = 1; s < 4; s++) expect(startNodeOf(network, 2 * s)).toBe(endNodeOf(network, 2 * s - 2));
  });

  it('turns into the straight continuation of a road, not into its branch', () => {
    const network = build([
      way('a', [at(0, 0), at(50, 0)], { name: '本町通り' }),
      way('b', [at(50, 0), at(50, 50)], { name: '本町通り' }),
      way('c', [at(50, 0), at(90, 0)], { name: '本町通り' }),
    ]);
    expect(network.nodeLatE6[endNodeOf(network, 2)]).toBe(network.nodeLatE6[startNodeOf(network, 0)]);
  });

  it('cuts a ring so that no segment ends where it starts', () => {
    const network = build([way('a', [at(0, 0), at(20, 0), at(20, 20), at(0, 0)])]);
    expect(network.segmentCount).toBe(2);
    expect(startNodeOf(network, 0)).not.toBe(endNodeOf(network, 0));
  });

  it('joins the parts of a road that differ in nothing', () => {
    const network = build([
      way('a', [at(0, 0), at(20, 0)], { name: 'x' }),
      way('b', [at(20, 0), at(45, 0)], { name: 'x' }),
    ]);
    expect(network.segmentCount).toBe(1);
  });

  it('has the same hash for the same ways in another order, and another hash for other ways', () => {
    const ways = [
      way('a', [at(0, 0), at(50, 0)]),
      way('b', [at(50, 0), at(90, 0)], { name: 'x' }),
      way('c', [at(50, 0), at(50, 90)]),
    ];
    expect(build([...ways].reverse()).hash).toBe(build(ways).hash);
    expect(build(ways.slice(1)).hash).not.toBe(build(ways).hash);
    expect(build(ways).hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('names what it dropped and why', () => {
    const { network, dropped } = buildNetwork(
      [
        way('a', [at(0, 0), at(50, 0)]),
        way('again', [at(50, 0), at(0, 0)]),
        way('point', [at(9, 9), at(9, 9)]),
        way('nowhere', [at(0, 0), [Number.NaN, 36]]),
      ],
      { source: 'test' },
    );
    expect(network.segmentCount).toBe(1);
    expect(dropped).toEqual([
      { id: 'again', reason: 'duplicate' },
      { id: 'nowhere', reason: 'bad_coordinates' },
      { id: 'point', reason: 'too_short' },
    ]);
  });

  it('makes a network without segments from no ways', () => {
    expect(build([])).toMatchObject({ segmentCount: 0, nodeCount: 0, bounds: [0, 0, 0, 0] });
  });
});

function degrees(network: RoadNetwork): number[] {
  const degree = new Array<number>(network.nodeCount).fill(0);
  for (const node of network.tailNode) degree[node]++;
  for (const node of network.headNode) degree[node]++;
  return degree;
}
