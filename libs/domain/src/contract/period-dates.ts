import { addDays, firstDateOf, type LocalDate, lastDateOf, type YearMonth } from '../calendar/local-date.js';
import type { Contract } from './contract.js';

type Dates = Pick<Contract, 'fromDate' | 'toDate'>;

/** The dates of a contract that a settlement is over, both included: of a month, or (null) of its whole season. */
export const periodDates = ({ fromDate, toDate }: Dates, month: YearMonth | null): Dates => {
  if (month === null) return { fromDate, toDate };
  const [first, last] = [firstDateOf(month), lastDateOf(month)];
  return { fromDate: first > fromDate ? first : fromDate, toDate: last < toDate ? last : toDate };
};

/** The first date on which a period can be paid: the day after its end, since guarantees are of whole months. */
export const payableFrom = (contract: Dates, month: YearMonth | null): LocalDate =>
  addDays(periodDates(contract, month).toDate, 1);
