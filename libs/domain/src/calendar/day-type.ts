import { type LocalDate, weekdayOf } from './local-date.js';
import { publicHolidayOn } from './public-holiday.js';

/** What a day is by the calendar; where several hold, the later word of this list wins. */
export const DAY_KINDS = ['weekday', 'saturday', 'sunday', 'public_holiday', 'closing_day'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** 平日・土曜・休日: how a day is paid. A price table need not use all of them. */
export const DAY_TYPES = ['weekday', 'saturday', 'holiday'] as const;
export type DayType = (typeof DAY_TYPES)[number];

/** How a contract pays each kind of day. */
export interface DayTypeRules {
  readonly typeOf: Readonly<Record<DayKind, DayType>>;
  /** Days of every year that the contract treats as closed, `MM-DD`, such as the New Year days. */
  readonly closingDays: readonly string[];
}

/** No snow contract's rule was found (domain.md §2.2 [G]): Sundays and public holidays are holidays, Saturdays are not. */
export const DEFAULT_DAY_TYPES: DayTypeRules = {
  typeOf: {
    weekday: 'weekday',
    saturday: 'weekday',
    sunday: 'holiday',
    public_holiday: 'holiday',
    closing_day: 'holiday',
  },
  closingDays: [],
};

const SUNDAY = 0;
const SATURDAY = 6;

export const dayKindOf = (date: LocalDate, rules: DayTypeRules): DayKind => {
  if (rules.closingDays.includes(date.slice(5))) return 'closing_day';
  if (publicHolidayOn(date) !== null) return 'public_holiday';
  const weekday = weekdayOf(date);
  if (weekday === SUNDAY) return 'sunday';
  return weekday === SATURDAY ? 'saturday' : 'weekday';
};

export const dayTypeOf = (date: LocalDate, rules: DayTypeRules): DayType =>
  rules.typeOf[dayKindOf(date, rules)];
