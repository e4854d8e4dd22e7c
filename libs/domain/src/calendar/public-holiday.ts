import holidayJp from '@holiday-jp/holiday_jp';
import type { LocalDate } from './local-date.js';

const NAMES: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays;
const YEARS = Object.keys(NAMES).map((date) => date.slice(0, 4));
const FIRST_YEAR = YEARS[0];
const LAST_YEAR = YEARS[YEARS.length - 1];

/**
 * Name of the Japanese public holiday (国民の祝日に関する法律, with 振替休日 and 国民の休日) on a day; null on any other day.
 * Throws RangeError for a year outside the library's table, since "no holiday" would then be a guess.
 */
export const publicHolidayOn = (date: LocalDate): string | null => {
  const year = date.slice(0, 4);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new RangeError(`Public holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}, not on ${date}`);
  return NAMES[date]?.name ?? null;
};
