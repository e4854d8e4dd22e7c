import {
  ageWords,
  calendarDay,
  clockTime,
  clockTimeOnDay,
  hourOfDay,
  kilometres,
  zonedTime,
} from './format-time.js';

const at = (text: string): number => Date.parse(text);

describe('times of day', () => {
  it('are Japanese whatever the zone of the machine', () => {
    expect(clockTime(at('2026-01-24T23:42:00Z'))).toBe('8:42');
    expect(clockTime(at('2026-01-24T15:05:00Z'))).toBe('0:05');
    expect(hourOfDay(at('2026-01-24T15:05:00Z'))).toBe(0);
  });

  it('name their zone to a reader elsewhere', () => {
    const offsetMin = { tokyo: -540, newYork: 300, utc: 0 };
    expect(zonedTime('8:42', offsetMin.tokyo)).toBe('8:42');
    expect(zonedTime('8:42', offsetMin.newYork)).toBe('8:42 JST');
    expect(zonedTime('8:42', offsetMin.utc)).toBe('8:42 JST');
  });

  it('name the day only when it is neither today nor near', () => {
    const now = at('2026-01-25T09:00:00+09:00');
    expect(clockTimeOnDay(at('2026-01-25T08:42:00+09:00'), now, 'ja')).toBe('8:42');
    expect(clockTimeOnDay(at('2026-01-24T23:50:00+09:00'), now, 'ja')).toBe('23:50');
    expect(clockTimeOnDay(at('2026-01-25T23:50:00+09:00'), now, 'ja')).toBe('23:50');
    expect(clockTimeOnDay(at('2026-01-24T20:59:00+09:00'), now, 'ja')).toBe(
      `${calendarDay(at('2026-01-24T20:59:00+09:00'), 'ja')} 20:59`,
    );
  });
});

describe('ageWords', () => {
  it.each([
    [-5_000, '0秒前', '0 s ago'],
    [59_900, '59秒前', '59 s ago'],
    [60_000, '1分前', '1 min ago'],
    [3_599_000, '59分前', '59 min ago'],
    [3_600_000, '1時間前', '1 h ago'],
    [7_800_000, '2時間10分前', '2 h 10 min ago'],
  ])('%d ms', (ageMs, ja, en) => {
    expect(ageWords(ageMs, 'ja')).toBe(ja);
    expect(ageWords(ageMs, 'en')).toBe(en);
  });
});

describe('kilometres', () => {
  it('has one decimal below ten', () => {
    expect([0.04, 1.25, 9.94, 10.4, 921.5].map(kilometres)).toEqual(['0.0', '1.3', '9.9', '10', '922']);
  });
});
