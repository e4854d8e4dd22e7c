import { StormTime } from './storm-time.js';

describe('StormTime', () => {
  it('runs at the rate of the answer on the monotonic clock', () => {
    const time = new StormTime();
    time.sync(1_000_000, 20, 500);
    expect(time.now(500)).toBe(1_000_000);
    expect(time.now(1500)).toBe(1_020_000);
  });

  it('grows old in the reader’s time when the data stand still', () => {
    const time = new StormTime();
    time.sync(1_000_000, 20, 0);
    time.sync(1_000_000, 20, 50_000);
    expect(time.ageMs(61_000)).toBe(61_000);
    expect(time.now(61_000)).toBe(1_000_000 + 61_000 * 20);
  });

  it('counts the seconds that a cache held the answer', () => {
    const time = new StormTime();
    time.sync(1_000_000, 1, 10_000, 90);
    expect(time.ageMs(10_000)).toBe(90_000);
    expect(time.now(10_000)).toBe(1_090_000);
  });

  it('is infinitely old before the first answer', () => {
    expect(new StormTime().ageMs(0)).toBe(Number.POSITIVE_INFINITY);
  });
});
