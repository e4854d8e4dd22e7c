import { NIGHT_RULE } from '../calendar/business-date.js';
import { addDays, type LocalDate, localDateOf, startOfDate } from '../calendar/local-date.js';
import type { TimeSpan } from '../calendar/split-span.js';

/**
 * How far around a business date the record of a machine is read, ours: a dispatch may begin before the order that dates it
 * and end the day after, and no shift is longer than this.
 */
const AROUND_MS = 36 * 3_600_000;

/**
 * How far around a report's time its machine's passes must be final before it is approved or paid: no work further off is
 * looked at to date a dispatch (業務日).
 */
export const FINAL_AROUND_MS = NIGHT_RULE.withinMs;

/** What must be known of a machine to make its reports of these business dates, both included. */
export const reportWindow = (fromDate: LocalDate, toDate: LocalDate): TimeSpan => ({
  startAt: startOfDate(fromDate) - AROUND_MS,
  endAt: startOfDate(addDays(toDate, 1)) + AROUND_MS,
});

/** The other way round: the business dates, both included, whose reports may be made from what was recorded of a stretch of time. */
export const datesAround = ({ startAt, endAt }: TimeSpan): { fromDate: LocalDate; toDate: LocalDate } => ({
  fromDate: localDateOf(startAt - AROUND_MS),
  toDate: localDateOf(endAt + AROUND_MS),
});
