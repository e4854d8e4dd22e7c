import { addDays, firstDateOf, type LocalDate, lastDateOf, yearMonthOf } from '../calendar/local-date.js';
import type { Contract } from './contract.js';

/** How long after its end a season is still settled in a run over all contracts, ours: later, its contract is named. */
const SEASON_DAYS = 365;

/**
 * Is a contract settled in a run over all contracts for this period: a month that its own period meets, or, for `season`,
 * from its last month on? Contracts of other winters are not.
 */
export const isDueIn = ({ fromDate, toDate }: Contract, period: string, today: LocalDate): boolean =>
  period === 'season'
    ? firstDateOf(yearMonthOf(toDate)) <= today && today <= addDays(toDate, SEASON_DAYS)
    : fromDate <= lastDateOf(period) && firstDateOf(period) <= toDate;
