import { type LocalDate, localDateOf, secondOfDay } from './local-date.js';

/** The machine's working span before the one in question: when it ended, and the business date it has. */
export interface EarlierWork {
  readonly endAt: number;
  readonly businessDate: LocalDate;
}

/** Issue "Daily report": work that goes on after midnight belongs to the evening's date. */
export const NIGHT_RULE = {
  /** A start before this second of the day (05:00) may belong to the day before. */
  beforeS: 5 * 3600,
  /** It does when the work before it ended no longer ago than this. */
  withinMs: 3 * 3_600_000,
} as const;

/**
 * 業務日 of a dispatch: the local date of its order; without an order the date of its start, where a start before 05:00
 * within 3 h of the machine's work before it belongs to that work's date.
 */
export const businessDateOf = (
  startAt: number,
  orderedAt: number | null,
  earlier: EarlierWork | null,
): LocalDate => {
  if (orderedAt !== null) return localDateOf(orderedAt);
  const goesOn =
    earlier !== null &&
    secondOfDay(startAt) < NIGHT_RULE.beforeS &&
    startAt - earlier.endAt <= NIGHT_RULE.withinMs;
  return goesOn ? earlier.businessDate : localDateOf(startAt);
};
