import { curvePoints, rememberCleared } from './night-strip.js';

describe('the kilometres cleared that the page has seen', () => {
  it('are kept once a storm minute, the newest value winning', () => {
    let seen = rememberCleared([], { at: 0, km: 10 });
    seen = rememberCleared(seen, { at: 30_000, km: 11 });
    seen = rememberCleared(seen, { at: 61_000, km: 12 });
    expect(seen).toEqual([
      { at: 0, km: 11 },
      { at: 61_000, km: 12 },
    ]);
  });

  it('become a curve that fills its box from the left to the right edge', () => {
    const points = curvePoints(
      [
        { at: 0, km: 10 },
        { at: 50, km: 15 },
        { at: 100, km: 20 },
      ],
      200,
      40,
    );
    expect(points).toEqual([
      [0, 36],
      [100, 20],
      [200, 4],
    ]);
    expect(curvePoints([{ at: 0, km: 1 }], 200, 40)).toEqual([]);
  });
});
