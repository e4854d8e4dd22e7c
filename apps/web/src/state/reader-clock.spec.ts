import { ReaderClock } from './reader-clock.js';

const clockOf = (times: { monotonic: number; wall: number }): ReaderClock =>
  new ReaderClock({ monotonic: () => times.monotonic, wall: () => times.wall });

describe('the reader’s clock', () => {
  it('goes on while the device sleeps', () => {
    const times = { monotonic: 1_000, wall: 500_000 };
    const clock = clockOf(times);
    const before = clock.now();
    times.monotonic += 10_000;
    times.wall += 3_600_000;
    expect(clock.now() - before).toBe(3_600_000);
    times.monotonic += 5_000;
    times.wall += 5_000;
    expect(clock.now() - before).toBe(3_605_000);
  });

  it('does not run back, nor jump for a drift', () => {
    const times = { monotonic: 0, wall: 500_000 };
    const clock = clockOf(times);
    times.monotonic += 60_000;
    times.wall -= 7_200_000;
    expect(clock.now()).toBe(60_000);
    times.wall += 7_200_000 + 61_000;
    times.monotonic += 1_000;
    expect(clock.now()).toBe(61_000);
  });
});
