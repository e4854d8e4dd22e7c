import { type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import type { Pass, WorkKind } from './pass.js';
import { StubQueue } from './stub-queue.js';

const { network } = roadsOf([
  street(
    'A',
    [0, 95, 105, 200].map((x): Point => [x, 0]),
  ),
  ...[95, 105].map((x) =>
    street(`side ${x}`, [
      [x, 0],
      [x, 80],
    ]),
  ),
]);
const stub = [...network.lengthCm.keys()].find((s) => network.lengthCm[s] < 1_500)!;
const long = [...network.lengthCm.keys()].find((s) => network.lengthCm[s] > 5_000)!;
const pass = (segment: number, workKind: WorkKind): Pass => ({ segment, workKind }) as Pass;

describe('StubQueue: a stub takes the state of the worse neighbour on the path', () => {
  it.each<[WorkKind, WorkKind, WorkKind]>([
    ['plowed', 'plowed', 'plowed'],
    ['plowed', 'treated', 'treated'],
    ['passed', 'plowed', 'passed'],
    ['unknown', 'passed', 'unknown'],
  ])('%s before, %s after: %s', (before, after, kind) => {
    const queue = new StubQueue(network, null);
    for (const each of [pass(long, before), pass(stub, 'plowed'), pass(long, after)]) queue.push(each);
    expect(queue.take().map((each) => each.workKind)).toEqual([before, kind, after]);
  });

  it('keeps its own work where it has no neighbour', () => {
    const queue = new StubQueue(network, null);
    queue.push(pass(stub, 'treated'));
    expect(queue.isEmpty).toBe(false);
    queue.broken();
    expect(queue.take().map((each) => each.workKind)).toEqual(['treated']);
  });
});
