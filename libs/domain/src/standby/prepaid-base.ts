import type { MachineClass } from '../contract/machine-class.js';
import { multiplyDivide } from '../money/rounding.js';
import {
  getRate,
  isInMonths,
  lumpSum,
  NOTHING,
  type StandbyAmount,
  type StandbyRule,
} from './standby-facts.js';

/**
 * A base fee is paid in advance and covers the first work of the season; what the work comes to beyond it is paid at a
 * part of its price. Tokamachi City: base about 70 % of a normal year, work above it × 90 % (domain.md §2.3). With 0 %
 * it is a season contract at a flat price (シーズン契約: §2.1).
 */
export interface PrepaidBase {
  readonly kind: 'prepaid_base';
  /** Month of the year, 1..12, in which the base fee is paid. */
  readonly payMonth: number;
  readonly excessPercent: number;
  readonly rates: readonly (MachineClass & { readonly baseYen: number })[];
}

export const prepaidBase: StandbyRule<PrepaidBase> = {
  month: (policy, { machine, month, workYen, earlierWorkYen }, { amountRounding }) => {
    const { machineCode } = machine;
    const { baseYen } = getRate(policy.rates, machine);
    // Of the season's sum, so that the months add up to what the whole season pays, whatever is rounded on the way.
    const payable = (seasonYen: number): number =>
      multiplyDivide(Math.max(0, seasonYen - baseYen), policy.excessPercent, 100, amountRounding);
    const paidYen = payable(earlierWorkYen + workYen) - payable(earlierWorkYen);
    const covered: StandbyAmount = {
      ...lumpSum(machineCode, 'covered_by_base', paidYen - workYen),
      sharedBy: 'work_yen',
    };
    return [
      ...(isInMonths(month, [policy.payMonth]) ? [lumpSum(machineCode, 'base_fee', baseYen)] : NOTHING),
      ...(covered.yen === 0 ? NOTHING : [covered]),
    ];
  },
  season: () => NOTHING,
};
