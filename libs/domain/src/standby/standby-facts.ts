import type { LocalDate, YearMonth } from '../calendar/local-date.js';
import type { ContractMachine } from '../contract/contract.js';
import { isSameClass, type MachineClass } from '../contract/machine-class.js';
import type { TimeRounding } from '../contract/time-rounding.js';
import type { RoundingMode } from '../money/rounding.js';

/** What a standby policy pays or takes back. A word each, the same in code, JSON and SQL. */
export const STANDBY_AMOUNT_KINDS = [
  'standby_time',
  'guarantee',
  'shortfall',
  'advance',
  'advance_returned',
  'base_fee',
  'covered_by_base',
  'fixed_cost',
] as const;
export type StandbyAmountKind = (typeof STANDBY_AMOUNT_KINDS)[number];

/** The words on paper. */
export const STANDBY_AMOUNT_JA: Readonly<Record<StandbyAmountKind, string>> = {
  standby_time: '待機料',
  guarantee: '最低保証',
  shortfall: '基本待機料(稼働不足分)',
  advance: '待機補償 前払い',
  advance_returned: '待機補償 前払い精算',
  base_fee: '基本料',
  covered_by_base: '基本料充当',
  fixed_cost: '固定費',
};

/** One machine in one month, as its settled work came out. */
export interface MachineMonth {
  readonly machine: ContractMachine;
  readonly month: YearMonth;
  /** Seconds paid as work, rounded at the contract's scope. */
  readonly billedS: number;
  /** Seconds of standby in the approved reports, not rounded: a sum for each unit of the contract's scope of rounding. */
  readonly standbyS: readonly number[];
  /** What the paid work comes to. */
  readonly workYen: number;
  /** What it came to in the season's months before, and the base fee that was paid in them. */
  readonly earlierWorkYen: number;
  readonly earlierBaseYen: number;
  /** The last month for which the contract lists the machine. */
  readonly lastMonth: YearMonth;
}

/** One machine over the months of the contract's period, for the run at the season's end. */
export interface MachineSeason {
  readonly machine: ContractMachine;
  readonly billedS: number;
  /** Advances paid in the monthly settlements. */
  readonly advancesYen: number;
}

/** How the contract rounds, and when it begins. */
export interface StandbyTerms {
  readonly timeRounding: TimeRounding;
  readonly amountRounding: RoundingMode;
  readonly fromDate: LocalDate;
}

/** An amount for one machine. `yen` is below 0 where money is taken back; without tax. */
export interface StandbyAmount {
  readonly machineCode: string;
  readonly kind: StandbyAmountKind;
  /** The seconds and the hourly rate it was computed from; null where it was not computed from time. */
  readonly seconds: number | null;
  readonly yenPerHour: number | null;
  readonly yen: number;
  /** How owners share it: by their standing weights, or by what the machine's work came to for each. */
  readonly sharedBy: 'standby_share' | 'work_yen';
}

/** One policy: what it pays in the monthly run, and what at the season's end. */
export interface StandbyRule<Policy> {
  month(policy: Policy, facts: MachineMonth, terms: StandbyTerms): readonly StandbyAmount[];
  season(policy: Policy, facts: MachineSeason, terms: StandbyTerms): readonly StandbyAmount[];
}

/** A row of a policy's table: for one class of machine and, where base hours differ by it, one snow area (null: any). */
export interface StandbyRate extends MachineClass {
  readonly snowArea?: string | null;
}

/** The row for a machine; null where the table has none (`checkContract` refuses such a contract). */
export const findRate = <Rate extends StandbyRate>(
  rates: readonly Rate[],
  machine: ContractMachine,
): Rate | null =>
  rates.find(
    (rate) => isSameClass(rate, machine) && (rate.snowArea == null || rate.snowArea === machine.snowArea),
  ) ?? null;

/** The same, for a machine of a checked contract. */
export const getRate = <Rate extends StandbyRate>(rates: readonly Rate[], machine: ContractMachine): Rate => {
  const rate = findRate(rates, machine);
  if (rate === null) throw new RangeError(`No standby rate for machine ${machine.machineCode}`);
  return rate;
};

/** Is the month (`YYYY-MM`) one of these months of the year, 1..12? */
export const isInMonths = (month: YearMonth, months: readonly number[]): boolean =>
  months.includes(Number(month.slice(5)));

export const hoursToSeconds = (hours: number): number => Math.round(hours * 3600);

/** An amount that is paid whole, not by time. */
export const lumpSum = (machineCode: string, kind: StandbyAmountKind, yen: number): StandbyAmount => ({
  machineCode,
  kind,
  seconds: null,
  yenPerHour: null,
  yen,
  sharedBy: 'standby_share',
});

export const NOTHING: readonly StandbyAmount[] = [];
