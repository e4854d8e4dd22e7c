import { isDueIn } from './due-contract.js';
import { handBuiltContract } from './hand-built-contract.js';

describe('isDueIn', () => {
  const contract = handBuiltContract({ fromDate: '2026-11-15', toDate: '2027-03-10' });

  it.each([
    ['2026-10', false],
    ['2026-11', true],
    ['2027-03', true],
    ['2027-04', false],
    ['2028-01', false],
  ])('a month that the contract meets: %s', (month, isDue) => {
    expect(isDueIn(contract, month, '2027-02-01')).toBe(isDue);
  });

  it.each([
    ['2027-02-28', false],
    ['2027-03-01', true],
    ['2028-03-09', true],
    ['2028-03-11', false],
  ])('the season, from its last month on for a year: on %s', (today, isDue) => {
    expect(isDueIn(contract, 'season', today)).toBe(isDue);
  });
});
