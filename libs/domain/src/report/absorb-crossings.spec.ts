import { absorbCrossings } from './absorb-crossings.js';
import { at, workSpan } from './hand-built-report.js';
import type { ReportSpan } from './report-span.js';

type Piece = readonly [ownerCode: string, seconds: number, changes?: Partial<ReportSpan>];

/** Plowing of so many seconds on roads of each owner, one piece right after the other. */
const night = (...pieces: readonly Piece[]): ReportSpan[] => {
  const START = '2027-01-12 20:00:00';
  let startAt = at(START);
  return pieces.map(([ownerCode, seconds, changes]) => {
    const span = { ...workSpan(START, START, ownerCode, changes), startAt, endAt: startAt + seconds * 1000 };
    startAt = span.endAt;
    return span;
  });
};
const absorbed = (...pieces: readonly Piece[]) =>
  absorbCrossings(night(...pieces), 30_000).map(({ routeCode, startAt, endAt }) => [
    routeCode,
    (endAt - startAt) / 1000,
  ]);

describe('a crossing', () => {
  it('lasts 30 s at most: the road before goes on', () => {
    const onto = { routeCode: 'R-2' };
    expect(absorbed(['shi', 600], ['shi', 30, onto], ['shi', 600])).toEqual([['R-shi', 1230]]);
    expect(absorbed(['shi', 600], ['shi', 31, onto], ['shi', 600])).toEqual([
      ['R-shi', 600],
      ['R-2', 31],
      ['R-shi', 600],
    ]);
  });

  it('may meet several roads, as long as it lasts 30 s together', () => {
    expect(absorbed(['shi', 600], ['ken', 20], ['kuni', 10], ['shi', 600])).toEqual([['R-shi', 1230]]);
  });

  it('is none where the machine went on to other work', () => {
    const salting = { workType: 'anti_icing' as const };
    expect(absorbed(['shi', 600], ['shi', 30, salting], ['shi', 600, { routeCode: 'R-2' }])).toHaveLength(3);
  });
});

describe('a moment on another owner’s road', () => {
  it('is one of 30 s at most', () => {
    expect(absorbed(['shi', 600], ['ken', 30])).toEqual([['R-shi', 630]]);
    expect(absorbed(['shi', 600], ['ken', 31])).toEqual([
      ['R-shi', 600],
      ['R-ken', 31],
    ]);
  });

  it('stands under the work that it goes on with, rather than under that it came from', () => {
    expect(absorbed(['shi', 600], ['kuni', 30], ['ken', 600])).toEqual([
      ['R-shi', 600],
      ['R-ken', 630],
    ]);
  });

  it('stands under lasting work only, of another owner, that it touches', () => {
    expect(absorbed(['shi', 30], ['ken', 30])).toHaveLength(2);
    expect(absorbed(['shi', 600], ['shi', 30, { routeCode: 'R-2' }])).toHaveLength(2);
    const [before, , moment] = night(['shi', 600], ['shi', 5], ['ken', 30]);
    expect(absorbCrossings([before, moment], 30_000)).toEqual([before, moment]);
    const stop = { activity: 'break', workType: null } as const;
    expect(absorbed(['shi', 600, stop], ['ken', 30])).toHaveLength(2);
  });
});
