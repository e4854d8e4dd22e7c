import type { MachineClass } from '../contract/machine-class.js';
import { yenForTime } from '../money/yen-for-time.js';
import { getRate, hoursToSeconds, isInMonths, NOTHING, type StandbyRule } from './standby-facts.js';

/**
 * A machine that worked less than so many hours in a month is paid as if it had worked them: Yurihonjo City pays each
 * machine at least 20 h in January and in February (domain.md §2.3). Which price the missing hours have is not published:
 * the table says it.
 */
export interface MonthlyMinimum {
  readonly kind: 'monthly_min_hours';
  /** Months of the year, 1..12. */
  readonly months: readonly number[];
  readonly minimumHours: number;
  readonly rates: readonly (MachineClass & { readonly yenPerHour: number })[];
}

export const monthlyMinimum: StandbyRule<MonthlyMinimum> = {
  month: (policy, { machine, month, billedS }, { amountRounding }) => {
    const seconds = hoursToSeconds(policy.minimumHours) - billedS;
    if (!isInMonths(month, policy.months) || seconds <= 0) return NOTHING;
    const { yenPerHour } = getRate(policy.rates, machine);
    return [
      {
        machineCode: machine.machineCode,
        kind: 'guarantee',
        seconds,
        yenPerHour,
        yen: yenForTime(seconds, yenPerHour, amountRounding),
        sharedBy: 'standby_share',
      },
    ];
  },
  season: () => NOTHING,
};
