import { payableFrom, periodDates } from './period-dates.js';

const contract = { fromDate: '2026-11-15', toDate: '2027-03-20' };

describe('the dates that a settlement is over', () => {
  it('are a month of the contract, cut at its ends', () => {
    expect(periodDates(contract, '2026-11')).toEqual({ fromDate: '2026-11-15', toDate: '2026-11-30' });
    expect(periodDates(contract, '2027-02')).toEqual({ fromDate: '2027-02-01', toDate: '2027-02-28' });
    expect(periodDates(contract, '2027-03')).toEqual({ fromDate: '2027-03-01', toDate: '2027-03-20' });
  });

  it('are the whole contract at the end of a season', () => {
    expect(periodDates(contract, null)).toEqual(contract);
  });

  it('are over on the day after the last one', () => {
    expect(payableFrom(contract, '2026-12')).toBe('2027-01-01');
    expect(payableFrom(contract, '2027-03')).toBe('2027-03-21');
    expect(payableFrom(contract, null)).toBe('2027-03-21');
  });
});
