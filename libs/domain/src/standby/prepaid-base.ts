import { monthOfYearFrom, type YearMonth } from '../calendar/local-date.js';
import type { MachineClass } from '../contract/machine-class.js';
import { multiplyDivide } from '../money/rounding.js';
import {
  getRate,
  lumpSum,
  type MachineMonth,
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
  /** Month of the year, 1..12, from which on the base fee is paid: to each machine in its first month then. */
  readonly payMonth: number;
  readonly excessPercent: number;
  readonly rates: readonly (MachineClass & { readonly baseYen: number })[];
}

/** Once for each machine whose work is set off against it: one that leaves before the month of payment gets it as it leaves. */
const baseFee = (
  { machine, month, earlierBaseYen, lastMonth }: MachineMonth,
  { baseYen, payFrom }: { readonly baseYen: number; readonly payFrom: YearMonth },
): readonly StandbyAmount[] => {
  const isDue = month >= payFrom || month === lastMonth;
  return isDue && baseYen > 0 && earlierBaseYen === 0
    ? [lumpSum(machine.machineCode, 'base_fee', baseYen)]
    : NOTHING;
};

export const prepaidBase: StandbyRule<PrepaidBase> = {
  month: (policy, facts, { amountRounding, fromDate }) => {
    const { machine, workYen, earlierWorkYen } = facts;
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
      ...baseFee(facts, { baseYen, payFrom: monthOfYearFrom(fromDate, policy.payMonth) }),
      ...(covered.yen === 0 ? NOTHING : [covered]),
    ];
  },
  season: () => NOTHING,
};
