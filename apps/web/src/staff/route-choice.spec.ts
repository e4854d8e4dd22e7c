import type { RouteProgress } from '#wire';
import { chooseRoutes } from './route-choice.js';

const NOW_AT = Date.parse('2026-01-25T04:00:00+09:00');
const route = (code: string, plowedShare: number, targetFinishAt: string | null): RouteProgress => ({
  code,
  name: `路線${code}`,
  routeClass: 'city_1',
  contractor: '犀川建設',
  workZone: null,
  lengthKm: 4,
  plowedShare,
  complete: plowedShare >= 0.9,
  order:
    targetFinishAt === null
      ? null
      : { kind: 'city_order', orderedAt: '2026-01-25T00:00:00+09:00', targetFinishAt },
});

const choose = (all: RouteProgress[], typed = '', showsAllLate = false) => {
  const { shown, hidden } = chooseRoutes(all, { typed, nowAt: NOW_AT, showsAllLate });
  return { codes: shown.map((each) => each.code), hidden };
};

describe('the routes of the list', () => {
  const all = [
    route('A', 0.6, '2026-01-25T03:00:00+09:00'),
    route('B', 0.2, '2026-01-25T03:00:00+09:00'),
    route('C', 0.95, '2026-01-25T03:00:00+09:00'),
    route('D', 0, '2026-01-25T07:00:00+09:00'),
    route('E', 0, null),
  ];

  it('are the late ones, the least plowed first', () => {
    expect(choose(all)).toEqual({ codes: ['B', 'A'], hidden: 0 });
  });

  it('are those that fit what was typed', () => {
    expect(choose(all, '路線ｅ')).toEqual({ codes: ['E'], hidden: 0 });
  });

  it('say how many late ones are not shown, until all are asked for', () => {
    const late = Array.from({ length: 9 }, (_, i) => route(`L${i}`, i / 20, '2026-01-25T03:00:00+09:00'));
    expect(choose(late)).toEqual({ codes: ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'], hidden: 3 });
    expect(choose(late, '', true)).toMatchObject({ hidden: 0 });
  });
});
