import type { RoundingMode } from '../money/rounding.js';

/** Units in minutes that contracts may round time to. */
export const ROUNDING_UNITS_MIN = [1, 5, 6, 10, 15, 30] as const;

/**
 * What is summed before time is rounded, once. Always within one month and one price, since these are paid apart:
 * `line` one route and work type of a dispatch; `dispatch`; `machine_day` one machine's business date; `month` one machine.
 */
export const ROUNDING_SCOPES = ['line', 'dispatch', 'machine_day', 'month'] as const;
export type RoundingScope = (typeof ROUNDING_SCOPES)[number];

export interface TimeRounding {
  readonly unitMinutes: number;
  readonly mode: RoundingMode;
  readonly scope: RoundingScope;
}

/** 0.1 h, half up, as machine hours are rounded in public works estimates (domain.md §2.4); the scope is our choice. */
export const DEFAULT_TIME_ROUNDING: TimeRounding = { unitMinutes: 6, mode: 'half_up', scope: 'machine_day' };
