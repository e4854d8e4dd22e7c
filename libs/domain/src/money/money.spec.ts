import { randomOf } from '../../../../fixtures/src/random.js';
import { multiplyDivide, ROUNDING_MODES, roundToUnit } from './rounding.js';
import { shareByWeight, type Weight } from './share-by-weight.js';
import { yenForTime } from './yen-for-time.js';

describe('rounding', () => {
  it.each([
    // value, unit, floor, half_up, ceil: six minutes are 0.1 h
    [0, 360, 0, 0, 0],
    [1, 360, 0, 0, 360],
    [179, 360, 0, 0, 360],
    [180, 360, 0, 360, 360],
    [360, 360, 360, 360, 360],
    [539, 360, 360, 360, 720],
    [540, 360, 360, 720, 720],
    [61, 1, 61, 61, 61],
  ])('%d s to units of %d s', (value, unit, floor, halfUp, ceil) => {
    expect(ROUNDING_MODES.map((mode) => roundToUnit(value, unit, mode))).toEqual([floor, halfUp, ceil]);
  });

  it('is exact where floating point is not', () => {
    // 9,007,199,254,740,991 × 3 ÷ 2 = 13,510,798,882,111,486.5 is not a safe integer, but ÷ 6 is exact.
    expect(multiplyDivide(9_007_199_254_740_991, 3, 6, 'half_up')).toBe(4_503_599_627_370_496);
    expect(yenForTime(1, 12_345, 'floor')).toBe(3);
    expect(yenForTime(360, 12_345, 'half_up')).toBe(1235);
    expect(yenForTime(360, 12_345, 'floor')).toBe(1234);
  });

  it('refuses what is no whole number of at least 0', () => {
    expect(() => roundToUnit(0.5, 360, 'floor')).toThrow(RangeError);
    expect(() => roundToUnit(-1, 360, 'floor')).toThrow(RangeError);
    expect(() => multiplyDivide(1, 1, 0, 'floor')).toThrow(RangeError);
  });
});

const weights = (record: Readonly<Record<string, number>>): Weight[] =>
  Object.entries(record).map(([code, weight]) => ({ code, weight }));

describe('shareByWeight', () => {
  it('gives the remainder to the largest remainders', () => {
    // 100 by 1:1:1 = 33.3 each; 100 by 50:30:21 of 101 = 49.5, 29.7, 20.8.
    expect([...shareByWeight(100, weights({ b: 30, a: 50, c: 21 }))]).toEqual([
      ['b', 30],
      ['a', 49],
      ['c', 21],
    ]);
  });

  it('breaks ties by the owner code, whatever the order', () => {
    expect(shareByWeight(100, weights({ shi: 1, ken: 1, kuni: 1 })).get('ken')).toBe(34);
    expect(shareByWeight(101, weights({ shi: 1, ken: 1, kuni: 1 })).get('shi')).toBe(33);
  });

  it('shares a negative total as its opposite', () => {
    expect([...shareByWeight(-101, weights({ ken: 1, shi: 1 })).values()]).toEqual([-51, -50]);
  });

  it('refuses to lose a total, and repeated codes', () => {
    expect(() => shareByWeight(5, weights({ ken: 0 }))).toThrow(RangeError);
    expect(() => shareByWeight(5, [...weights({ ken: 1 }), ...weights({ ken: 2 })])).toThrow(RangeError);
    expect([...shareByWeight(0, weights({ ken: 0 }))]).toEqual([['ken', 0]]);
  });

  it('conserves the total, stays within 1 of the exact part and ignores order', () => {
    const random = randomOf('share-by-weight');
    for (let round = 0; round < 2000; round += 1) {
      const parties = Array.from({ length: random.whole(1, 6) }, (_, i) => ({
        code: `owner-${i}`,
        weight: random.whole(0, 40_000),
      }));
      if (parties.every(({ weight }) => weight === 0)) continue;
      const total = random.whole(0, 5_000_000);
      const sum = parties.reduce((before, { weight }) => before + weight, 0);
      const shares = shareByWeight(total, parties);
      expect([...shares.values()].reduce((before, share) => before + share, 0)).toBe(total);
      for (const { code, weight } of parties)
        expect(Math.abs(shares.get(code)! - (total * weight) / sum)).toBeLessThan(1);
      expect(new Map(shareByWeight(total, random.shuffle(parties)))).toEqual(shares);
    }
  });
});
