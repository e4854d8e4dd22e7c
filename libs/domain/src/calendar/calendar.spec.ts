import { randomOf } from '../../../../fixtures/src/random.js';
import { businessDateOf } from './business-date.js';
import { DEFAULT_DAY_TYPES, dayKindOf, dayTypeOf } from './day-type.js';
import {
  addDays,
  daysBetween,
  fiscalYearOf,
  lastDateOf,
  localDateOf,
  nextMonth,
  parseLocalDate,
  printTimeOfDay,
  secondOfDay,
  startOfDate,
  weekdayOf,
} from './local-date.js';
import { publicHolidayOn } from './public-holiday.js';
import { SpanSplitter } from './split-span.js';
import { checkTimeBands, type TimeBand } from './time-band.js';

const at = (text: string): number => Date.parse(`${text}+09:00`);

describe('local dates', () => {
  it('follows the clock on the wall in Japan', () => {
    expect(localDateOf(Date.parse('2027-01-31T14:59:59.999Z'))).toBe('2027-01-31');
    expect(localDateOf(Date.parse('2027-01-31T15:00:00Z'))).toBe('2027-02-01');
    expect(startOfDate('2027-02-01')).toBe(Date.parse('2027-01-31T15:00:00Z'));
    expect(secondOfDay(at('2027-01-31T21:50:00'))).toBe(21 * 3600 + 50 * 60);
    expect(secondOfDay(-1000)).toBe(9 * 3600 - 1);
    expect(printTimeOfDay(86_400)).toBe('24:00');
    expect(printTimeOfDay(18_030)).toBe('05:00:30');
  });

  it('counts over months, leap years and the fiscal year', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
    expect(nextMonth('2026-12')).toBe('2027-01');
    expect(['2027-02', '2028-02', '2027-12'].map(lastDateOf)).toEqual([
      '2027-02-28',
      '2028-02-29',
      '2027-12-31',
    ]);
    expect(['2027-03-31', '2027-04-01'].map(fiscalYearOf)).toEqual([2026, 2027]);
    expect(weekdayOf('2027-01-31')).toBe(0);
  });

  it('takes only days that the calendar has', () => {
    expect(['2027-02-28', '2027-02-29', '2027-2-1', 'today'].map(parseLocalDate)).toEqual([
      '2027-02-28',
      null,
      null,
      null,
    ]);
  });
});

/** The Cabinet Office's list for both years, with the substitute days and the day between two holidays. */
const HOLIDAYS = [
  ...['01-01', '01-12', '02-11', '02-23', '03-20', '04-29', '05-03', '05-04', '05-05', '05-06'],
  ...['07-20', '08-11', '09-21', '09-22', '09-23', '10-12', '11-03', '11-23'],
].map((day) => `2026-${day}`);
const HOLIDAYS_2027 = [
  ...['01-01', '01-11', '02-11', '02-23', '03-21', '03-22', '04-29', '05-03', '05-04', '05-05'],
  ...['07-19', '08-11', '09-20', '09-23', '10-11', '11-03', '11-23'],
].map((day) => `2027-${day}`);

describe('public holidays', () => {
  it('are those of 2026 and 2027, no more and no fewer', () => {
    const days = Array.from({ length: 730 }, (_, i) => addDays('2026-01-01', i));
    expect(days.filter((day) => publicHolidayOn(day) !== null)).toEqual([...HOLIDAYS, ...HOLIDAYS_2027]);
    expect(publicHolidayOn('2027-03-22')).toContain('振替休日');
  });

  it('are not guessed beyond the table', () => {
    expect(() => publicHolidayOn('2099-01-01')).toThrow(/known from 1970 to 2050/);
  });
});

describe('day types', () => {
  it('pays Saturdays as weekdays and Sundays as holidays unless the contract says otherwise', () => {
    const days = ['2027-01-29', '2027-01-30', '2027-01-31', '2027-02-11'];
    expect(days.map((day) => dayTypeOf(day, DEFAULT_DAY_TYPES))).toEqual([
      'weekday',
      'weekday',
      'holiday',
      'holiday',
    ]);
    const ownDays = {
      typeOf: { ...DEFAULT_DAY_TYPES.typeOf, saturday: 'saturday' as const },
      closingDays: ['12-31'],
    };
    expect(['2027-01-30', '2026-12-31'].map((day) => dayTypeOf(day, ownDays))).toEqual([
      'saturday',
      'holiday',
    ]);
    expect(dayKindOf('2026-12-31', ownDays)).toBe('closing_day');
  });
});

const band = (code: string, from: number, to: number): TimeBand => ({
  code,
  name: code,
  fromS: from * 3600,
  toS: to * 3600,
});
const BANDS = [band('late_night', 22, 5), band('early', 5, 8), band('day', 8, 17), band('evening', 17, 22)];

describe('checkTimeBands', () => {
  it('accepts bands that cover the day once, in any order', () => {
    expect(checkTimeBands(BANDS)).toEqual([]);
    expect(checkTimeBands([band('all', 0, 24)])).toEqual([]);
  });

  it('names each gap', () => {
    const faults = checkTimeBands(BANDS.filter(({ code }) => code !== 'early'));
    expect(faults.map(({ en }) => en)).toEqual([
      'No time band covers 05:00–08:00: extend a neighbouring band or add one.',
    ]);
    expect(faults[0].ja).toContain('05:00–08:00');
    expect(checkTimeBands([band('day', 8, 17)]).map(({ en }) => en.slice(0, 34))).toEqual([
      'No time band covers 00:00–08:00: e',
      'No time band covers 17:00–24:00: e',
    ]);
    expect(checkTimeBands([])).toHaveLength(1);
  });

  it('names overlaps, also behind a long band', () => {
    const faults = checkTimeBands([band('all', 0, 24), band('day', 8, 17), band('noon', 12, 13)]);
    expect(faults.map(({ code, en }) => [code, en.slice(0, 50)])).toEqual([
      ['band_overlap', 'Time bands "all" and "day" overlap at 08:00–17:00:'],
      ['band_overlap', 'Time bands "all" and "noon" overlap at 12:00–13:00'],
    ]);
  });

  it('refuses an empty band and seconds that no day has', () => {
    expect(checkTimeBands([band('x', 5, 5)])[0].code).toBe('band_empty');
    expect(checkTimeBands([band('x', 0, 25)])[0].code).toBe('band_out_of_day');
    expect(checkTimeBands([{ ...band('x', 0, 24), toS: 0.5 }])[0].code).toBe('band_out_of_day');
  });
});

describe('SpanSplitter', () => {
  const splitter = new SpanSplitter({ timeBands: BANDS, dayTypes: DEFAULT_DAY_TYPES });

  it('cuts 21:50–05:10 over a Sunday and a month end at every border', () => {
    const pieces = splitter.split({ startAt: at('2027-01-31T21:50:00'), endAt: at('2027-02-01T05:10:00') });
    expect(pieces.map((piece) => [piece.date, piece.timeBand, piece.dayType, piece.seconds])).toEqual([
      ['2027-01-31', 'evening', 'holiday', 600],
      ['2027-01-31', 'late_night', 'holiday', 7200],
      ['2027-02-01', 'late_night', 'weekday', 18_000],
      ['2027-02-01', 'early', 'weekday', 600],
    ]);
  });

  it('keeps every second, whole pieces within one band and day', () => {
    const random = randomOf('split-span');
    for (let round = 0; round < 500; round += 1) {
      const startAt = at('2026-12-01T00:00:00') + random.whole(0, 90 * 86_400) * 1000;
      const endAt = startAt + random.whole(0, 3 * 86_400) * 1000;
      const pieces = splitter.split({ startAt, endAt });
      expect(pieces.reduce((sum, { seconds }) => sum + seconds, 0)).toBe((endAt - startAt) / 1000);
      pieces.forEach((piece, i) => {
        expect(piece.startAt).toBe(i === 0 ? startAt : pieces[i - 1].endAt);
        expect(localDateOf(piece.endAt - 1000)).toBe(piece.date);
      });
    }
  });

  it('is given whole seconds', () => {
    expect(() => splitter.split({ startAt: 1, endAt: 1000 })).toThrow(RangeError);
    expect(() => splitter.split({ startAt: 2000, endAt: 1000 })).toThrow(RangeError);
    expect(splitter.split({ startAt: 1000, endAt: 1000 })).toEqual([]);
  });
});

describe('businessDateOf', () => {
  const evening = { endAt: at('2027-01-31T23:30:00'), businessDate: '2027-01-31' };

  it.each([
    ['the order decides', at('2027-02-01T00:30:00'), at('2027-01-31T22:00:00'), null, '2027-01-31'],
    [
      'an order of the new day too',
      at('2027-02-01T03:00:00'),
      at('2027-02-01T02:00:00'),
      evening,
      '2027-02-01',
    ],
    ['work goes on after midnight', at('2027-02-01T00:10:00'), null, evening, '2027-01-31'],
    ['three hours are still within', at('2027-02-01T02:30:00'), null, evening, '2027-01-31'],
    ['later is a day of its own', at('2027-02-01T02:30:01'), null, evening, '2027-02-01'],
    [
      'from 05:00 on',
      at('2027-02-01T05:00:00'),
      null,
      { ...evening, endAt: at('2027-02-01T04:30:00') },
      '2027-02-01',
    ],
    ['no work before', at('2027-02-01T02:00:00'), null, null, '2027-02-01'],
  ])('%s', (_, startAt, orderedAt, earlier, expected) => {
    expect(businessDateOf(startAt, orderedAt, earlier)).toBe(expected);
  });
});
