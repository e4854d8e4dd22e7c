import { at } from './hand-built-report.js';
import { datesAround, reportWindow } from './report-window.js';

const HOUR = 3_600_000;

describe('what is read of a machine for its reports of some dates', () => {
  it('is a day and a half on both sides', () => {
    expect(reportWindow('2027-01-12', '2027-01-13')).toEqual({
      startAt: at('2027-01-10 12:00:00'),
      endAt: at('2027-01-15 12:00:00'),
    });
  });

  it('touches an instant for just the dates that stand around it', () => {
    const dates = Array.from({ length: 9 }, (_, i) => `2027-01-${String(i + 8).padStart(2, '0')}`);
    for (let time = at('2027-01-12 00:00:00'); time <= at('2027-01-13 00:00:00'); time += HOUR) {
      const { fromDate, toDate } = datesAround({ startAt: time, endAt: time });
      const reading = dates.filter((date) => {
        const { startAt, endAt } = reportWindow(date, date);
        return startAt <= time && time < endAt;
      });
      expect(dates.filter((date) => fromDate <= date && date <= toDate)).toEqual(reading);
    }
  });
});
