import { wobbleOf } from '../../../../test/support/hand-built-drives.js';
import type { Pass, WorkKind } from './pass.js';
import { plowedVisits, segmentFacts, visitWith } from './visits.js';

const LENGTH_CM = 10_000;
const MINUTE = 60_000;

const pass = (minute: number, fromM: number, toM: number, more: Partial<Pass> = {}): Pass => ({
  ...{ vehicleId: 1, segment: 7, direction: 0, enteredAt: minute * MINUTE, leftAt: minute * MINUTE + 20_000 },
  ...{ fromCm: fromM * 100, toCm: toM * 100, coveredCm: (toM - fromM) * 100, workKind: 'plowed' },
  ...{ confidencePermille: 900, runnerUpSegment: -1, runnerUpPermille: 0, matcherVersion: 1 },
  ...more,
});
const countVisits = (...passes: Pass[]): number => plowedVisits(passes, LENGTH_CM).length;

describe('a directed segment is plowed', () => {
  it.each<[string, Pass[], number]>([
    ['by 80 % of its metres', [pass(0, 0, 80)], 1],
    ['not by less', [pass(0, 0, 79.99)], 0],
    ['by passes that together cover enough', [pass(0, 0, 50), pass(10, 45, 90)], 1],
    ['not by the same metres twice', [pass(0, 0, 50), pass(10, 0, 50)], 0],
    ['by passes 15 minutes apart', [pass(0, 0, 50), pass(15 + 1 / 3, 50, 100)], 1],
    ['not by passes further apart', [pass(0, 0, 50), pass(15 + 1 / 3 + 0.001, 50, 100)], 0],
    ['not by two vehicles together', [pass(0, 0, 50), pass(5, 50, 100, { vehicleId: 2 })], 0],
    [
      'by two passes of a vehicle between which another came',
      [pass(0, 0, 50), pass(5, 0, 50, { vehicleId: 2 }), pass(10, 50, 100)],
      1,
    ],
    ['by each of two visits', [pass(0, 0, 90), pass(30, 0, 90)], 2],
    ['not by salting', [pass(0, 0, 50), pass(5, 50, 100, { workKind: 'treated' })], 0],
  ])('%s', (_name, passes, visits) => {
    expect(countVisits(...passes)).toBe(visits);
    expect(countVisits(...passes.toReversed())).toBe(visits);
  });

  it('is plowed since the last visit, whichever vehicle made it', () => {
    const passes = [pass(0, 0, 100, { vehicleId: 2 }), pass(60, 0, 100, { vehicleId: 1 })];
    expect(segmentFacts(passes, LENGTH_CM).plowedAt).toBe(60 * MINUTE + 20_000);
  });

  it('keeps plowed, treated and passed as facts of their own', () => {
    const passes = [
      pass(0, 0, 100),
      pass(60, 0, 100, { workKind: 'treated' }),
      pass(90, 0, 100, { workKind: 'unknown' }),
    ];
    const leftAt = (minute: number): number => minute * MINUTE + 20_000;
    expect(segmentFacts(passes, LENGTH_CM)).toEqual({
      plowedAt: leftAt(0),
      treatedAt: leftAt(60),
      passedAt: leftAt(90),
    });
    expect(segmentFacts([], LENGTH_CM)).toEqual({ plowedAt: null, treatedAt: null, passedAt: null });
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'whatever the order in which passes come, seed %i',
    (seed) => {
      const wobble = wobbleOf(seed);
      const whole = (count: number): number => Math.floor(((wobble() + 1) / 2) * count);
      const kinds: WorkKind[] = ['plowed', 'plowed', 'treated', 'passed', 'unknown'];
      const passes = Array.from({ length: 30 }, () => {
        const fromM = whole(60);
        return pass(whole(200), fromM, fromM + 1 + whole(40), {
          vehicleId: 1 + whole(3),
          workKind: kinds[whole(kinds.length)],
        });
      });
      const facts = segmentFacts(passes, LENGTH_CM);
      const visits = plowedVisits(passes, LENGTH_CM);
      for (let round = 0; round < 10; round += 1) {
        const shuffled = passes
          .map((each) => ({ each, key: wobble() }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(segmentFacts(shuffled, LENGTH_CM)).toEqual(facts);
        expect(plowedVisits(shuffled, LENGTH_CM)).toEqual(visits);
      }
    },
  );
});

describe('visitWith', () => {
  it('adds up what belongs to the visit of a pass, and nothing else', () => {
    const asked = pass(10, 40, 60);
    const others = [
      pass(0, 0, 40),
      pass(40, 0, 100),
      pass(11, 60, 100, { vehicleId: 2 }),
      pass(12, 60, 90, { direction: 1 }),
    ];
    expect(visitWith(asked, [asked, ...others], LENGTH_CM)).toEqual({
      passes: 2,
      coveredCm: 6_000,
      isEnough: false,
    });
  });
});
