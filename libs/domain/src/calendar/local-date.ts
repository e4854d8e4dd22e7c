/**
 * Days and times of the clock on the wall in Japan. Japan's offset is +09:00 by law (Imperial Ordinance 51 of 1886) and
 * has had no summer time since 1952, so a fixed offset is right and no time-zone rules are needed.
 */

/** A day in Japan, `YYYY-MM-DD`; dates compare as texts. */
export type LocalDate = string;
/** A calendar month in Japan, `YYYY-MM`. */
export type YearMonth = string;

const OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
export const DAY_S = 24 * 3600;

/** The day in Japan that an instant (epoch ms) falls on. */
export const localDateOf = (at: number): LocalDate => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** `2027-01-31 21:50:00`, for sentences. */
export const printLocalTime = (at: number): string =>
  new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

/** Midnight in Japan at which the day begins, epoch ms. */
export const startOfDate = (date: LocalDate): number => Date.parse(`${date}T00:00:00+09:00`);

/** The text as a day that the calendar has; null for anything else, such as 2027-02-29. */
export const parseLocalDate = (text: string): LocalDate | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = startOfDate(text);
  return Number.isNaN(at) || localDateOf(at) !== text ? null : text;
};

export const addDays = (date: LocalDate, days: number): LocalDate =>
  localDateOf(startOfDate(date) + days * DAY_MS);

/** Days from `from` to `to`: 1 from a day to the next. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (startOfDate(to) - startOfDate(from)) / DAY_MS;

/** Seconds since local midnight, a fraction where the instant has one. */
export const secondOfDay = (at: number): number => ((((at + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / 1000;

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (date: LocalDate): number => new Date(startOfDate(date) + OFFSET_MS).getUTCDay();

export const yearMonthOf = (date: LocalDate): YearMonth => date.slice(0, 7);

export const firstDateOf = (month: YearMonth): LocalDate => `${month}-01`;

export const nextMonth = (month: YearMonth): YearMonth => yearMonthOf(addDays(firstDateOf(month), 31));

export const lastDateOf = (month: YearMonth): LocalDate => addDays(firstDateOf(nextMonth(month)), -1);

/** The first month from a day on that is this one of the year, 1..12. */
export const monthOfYearFrom = (date: LocalDate, monthOfYear: number): YearMonth => {
  const month = `${date.slice(0, 4)}-${String(monthOfYear).padStart(2, '0')}`;
  return month >= yearMonthOf(date) ? month : `${Number(date.slice(0, 4)) + 1}${month.slice(4)}`;
};

/** Japan's fiscal year (年度), April to March: that of 2027-03-31 is 2026. */
export const fiscalYearOf = (date: LocalDate): number =>
  Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);

/** Seconds of the day as a clock shows them: `22:00`, `24:00`, `05:00:30`. */
export const printTimeOfDay = (second: number): string => {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  const [hours, minutes, seconds] = parts.map((part) => String(part).padStart(2, '0'));
  return second % 60 === 0 ? `${hours}:${minutes}` : `${hours}:${minutes}:${seconds}`;
};
