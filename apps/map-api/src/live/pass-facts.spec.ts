import { buildNetwork, type Pass, type RoadWay } from '#domain';
import { street, wobbleOf } from '../../../../test/support/hand-built-drives.js';
import { PassFacts } from './pass-facts.js';

const MINUTE = 60_000;
const way = (id: string, north: number, more: Partial<RoadWay> = {}): RoadWay =>
  street(
    id,
    [
      [0, north],
      [90, north],
    ],
    more,
  );
const { network } = buildNetwork(
  [way('two lanes', 0), way('one lane', 200, { lanes: 1 }), way('one way', 400, { oneWay: true })],
  { source: 'test' },
);
const segmentOf = (name: string): number =>
  [...network.roadOf.keys()].find((s) => network.roads[network.roadOf[s]].name === name)!;

const pass = (segment: number, minute: number, more: Partial<Pass> = {}): Pass => ({
  ...{ vehicleId: 1, segment, direction: 0, enteredAt: minute * MINUTE, leftAt: minute * MINUTE + 20_000 },
  ...{ fromCm: 0, toCm: network.lengthCm[segment], coveredCm: network.lengthCm[segment], workKind: 'plowed' },
  ...{ confidencePermille: 900, runnerUpSegment: -1, runnerUpPermille: 0, matcherVersion: 1 },
  ...more,
});
const factsOf = (segment: number, passes: readonly Pass[], needed = 1) => {
  const facts = new PassFacts(network);
  facts.set(segment, passes, needed);
  return [0, 1].map((direction) => {
    const directed = 2 * segment + direction;
    return {
      plowedAt: facts.plowedAt[directed],
      countedFromAt: facts.countedFromAt[directed],
      treatedAt: facts.treatedAt[directed],
      passedAt: facts.passedAt[directed],
    };
  });
};

describe('the facts of a segment', () => {
  it('are those of each direction where there are two lanes', () => {
    const segment = segmentOf('two lanes');
    const [drawn, against] = factsOf(segment, [pass(segment, 10)]);
    expect([drawn.plowedAt, against.plowedAt]).toEqual([10 * MINUTE + 20_000, 0]);
  });

  it.each(['one lane', 'one way'])('are shared by both directions: %s', (name) => {
    const segment = segmentOf(name);
    const [drawn, against] = factsOf(segment, [pass(segment, 10)]);
    expect(against).toEqual(drawn);
    expect(against.plowedAt).toBe(10 * MINUTE + 20_000);
  });

  it('count from the earliest of the plowings that the class needs', () => {
    const segment = segmentOf('two lanes');
    const two = [pass(segment, 10), pass(segment, 60)];
    expect(factsOf(segment, two, 2)[0]).toMatchObject({ countedFromAt: 10 * MINUTE + 20_000 });
    expect(factsOf(segment, two.slice(1), 2)[0]).toMatchObject({ countedFromAt: 0 });
  });

  it.each([1, 2, 3, 4, 5])('are a function of the set of passes, whatever their order, seed %i', (seed) => {
    const wobble = wobbleOf(seed);
    const whole = (count: number): number => Math.floor(((wobble() + 1) / 2) * count);
    for (const name of ['two lanes', 'one lane', 'one way']) {
      const segment = segmentOf(name);
      const passes = Array.from({ length: 20 }, () =>
        pass(segment, whole(300), {
          direction: whole(2),
          vehicleId: 1 + whole(3),
          fromCm: whole(4_000),
          workKind: (['plowed', 'treated', 'passed', 'unknown'] as const)[whole(4)],
        }),
      );
      const shuffled = passes.map((each) => ({ each, key: wobble() })).sort((a, b) => a.key - b.key);
      expect(
        factsOf(
          segment,
          shuffled.map(({ each }) => each),
          2,
        ),
      ).toEqual(factsOf(segment, passes, 2));
    }
  });
});
