import type { MachineClass } from '../contract/machine-class.js';
import { getRate, isInMonths, lumpSum, NOTHING, type StandbyRule } from './standby-facts.js';

/**
 * 固定費: a fixed sum for each machine and month. The State's trial since fiscal 2021 (depreciation and administration of
 * each machine type × number); Kanazawa City supports fixed costs since fiscal 2008, by a formula that is not published
 * (domain.md §2.3).
 */
export interface FixedMonthly {
  readonly kind: 'fixed_monthly';
  /** Months of the year, 1..12. */
  readonly months: readonly number[];
  readonly rates: readonly (MachineClass & { readonly yenPerMonth: number })[];
}

export const fixedMonthly: StandbyRule<FixedMonthly> = {
  month: (policy, { machine, month }) =>
    isInMonths(month, policy.months)
      ? [lumpSum(machine.machineCode, 'fixed_cost', getRate(policy.rates, machine).yenPerMonth)]
      : NOTHING,
  season: () => NOTHING,
};
