import { type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import { completionOf } from './completion.js';

const line = (y: number, lengthM: number): Point[] => [
  [0, y],
  [lengthM, y],
];
const { network } = roadsOf([
  street('two ways', line(0, 90)),
  street('one way', line(200, 90), { oneWay: true }),
  street('tunnel', line(400, 90), { tunnel: true }),
  street('pipe', line(600, 90), { meltingPipe: true }),
  street('stub', line(800, 10)),
]);
const segmentOf = (name: string): number =>
  [...network.roadOf.keys()].find((s) => network.roads[network.roadOf[s]].name === name)!;
const all = ['two ways', 'one way', 'tunnel', 'pipe', 'stub'].map(segmentOf);
const [two, one] = all;
const shareOf = (...plowed: number[]): number =>
  completionOf(network, all, (directed) => plowed.includes(directed)).plowedShare;

describe('completion of a route or work zone', () => {
  it('counts the directed metres that plows have to clear', () => {
    expect(shareOf()).toBe(0);
    expect(shareOf(2 * two)).toBeCloseTo(1 / 3, 2);
    expect(shareOf(2 * two, 2 * two + 1)).toBeCloseTo(2 / 3, 2);
    expect(shareOf(2 * two, 2 * two + 1, 2 * one)).toBe(1);
    // Nobody drives the other way there.
    expect(shareOf(2 * one + 1)).toBe(0);
  });

  it('has the length of all its segments but stubs', () => {
    expect(completionOf(network, all, () => false).lengthCm / 100).toBeCloseTo(360, 0);
  });

  it('is complete at 90 %', () => {
    const many = Array.from({ length: 10 }, (_, i) => street(`s ${i}`, line(100 * i, 90), { oneWay: true }));
    const { network: grid } = roadsOf(many);
    const segments = [...grid.roadOf.keys()];
    const completeWith = (count: number): boolean =>
      completionOf(grid, segments, (directed) => directed >> 1 < count).complete;
    expect([8, 9, 10].map(completeWith)).toEqual([false, true, true]);
  });

  it('is not complete without anything to clear', () => {
    expect(completionOf(network, [segmentOf('tunnel')], () => true)).toMatchObject({
      plowedShare: 0,
      complete: false,
    });
  });
});
