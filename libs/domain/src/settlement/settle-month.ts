import {
  addDays,
  firstDateOf,
  type LocalDate,
  lastDateOf,
  nextMonth,
  startOfDate,
  type YearMonth,
  yearMonthOf,
} from '../calendar/local-date.js';
import { sharedSeconds, type TimeSpan } from '../calendar/split-span.js';
import type { Contract, ContractMachine } from '../contract/contract.js';
import type { Fault } from '../fault.js';
import { groupBy } from '../group-by.js';
import type { BillableReport } from '../report/report-span.js';
import type { MachineMonth } from '../standby/standby-facts.js';
import { type BillablePiece, PieceCutter, type PieceFault } from './billable-pieces.js';
import { checkReports, type ReportFault } from './check-reports.js';
import { topUpsOf } from './dispatch-minimum.js';
import { priceLines, scopeOf } from './price-lines.js';
import type { Settlement, SettlementLine } from './settlement.js';
import { withTotals } from './settlement-totals.js';
import { standbyLinesOfMonth } from './standby-lines.js';

export type SettleFault = Fault<ReportFault | PieceFault | 'month_off_contract' | 'month_unsettled'>;

/** A settlement, or every reason why there is none. */
export type SettleResult =
  | { readonly settlement: Settlement; readonly faults: readonly [] }
  | { readonly settlement: null; readonly faults: readonly SettleFault[] };

/** What a month is settled from. The contract must have passed `checkContract`. */
export interface MonthInput {
  readonly contract: Contract;
  readonly month: YearMonth;
  /**
   * The contract's approved reports that have time in the month: so also those of the last night of the month before, and
   * whole dispatches, since the minimum per dispatch looks at all of one.
   */
  readonly reports: readonly BillableReport[];
  /** The contract's settlements of the months before, where a policy looks back (prepaid base). */
  readonly earlier: readonly Settlement[];
}

/** The months of the contract's period up to and without `until`. */
export const monthsBefore = (contract: Contract, until: YearMonth): YearMonth[] => {
  const months: YearMonth[] = [];
  for (let month = yearMonthOf(contract.fromDate); month < until; month = nextMonth(month))
    months.push(month);
  return months;
};

export const unsettledMonths = (
  contract: Contract,
  months: readonly YearMonth[],
  settled: readonly Settlement[],
): SettleFault[] =>
  months
    .filter((month) => !settled.some((each) => each.contractId === contract.id && each.month === month))
    .map((month) => ({
      code: 'month_unsettled',
      ja: `契約「${contract.id}」の ${month} がまだ支払いに回っていません。先にその月を精算し、支払いを承認してください。`,
      en: `Contract "${contract.id}" is not released for payment for ${month} yet: settle and release that month first.`,
    }));

/** Does a month depend on the settlements of the months before? */
export const looksBack = ({ standby }: Contract): boolean =>
  standby.some(({ kind }) => kind === 'prepaid_base');

const checkMonth = ({ contract, month, earlier }: MonthInput): SettleFault[] => {
  const { id, fromDate, toDate } = contract;
  if (lastDateOf(month) < fromDate || firstDateOf(month) > toDate)
    return [
      {
        code: 'month_off_contract',
        ja: `${month} は契約「${id}」の期間 ${fromDate}〜${toDate} の外です。月か契約を確かめてください。`,
        en: `${month} lies outside contract "${id}" (${fromDate} to ${toDate}): check the month or the contract.`,
      },
    ];
  return looksBack(contract) ? unsettledMonths(contract, monthsBefore(contract, month), earlier) : [];
};

const withTopUps = (contract: Contract, pieces: readonly BillablePiece[]): BillablePiece[] => {
  const byDispatch = groupBy(pieces, ({ place }) => place.dispatchNo);
  return [...pieces, ...[...byDispatch.values()].flatMap((ofDispatch) => topUpsOf(contract, ofDispatch))];
};

/** The contract's machines of a month; of two entries of one machine the later one. */
export const machinesOf = (contract: Contract, fromDate: LocalDate, toDate: LocalDate): ContractMachine[] => {
  const entries = contract.machines
    .filter((machine) => (machine.fromDate ?? fromDate) <= toDate && (machine.toDate ?? toDate) >= fromDate)
    .sort((a, b) => ((a.fromDate ?? '') < (b.fromDate ?? '') ? -1 : 1));
  return [...new Map(entries.map((machine) => [machine.machineCode, machine])).values()].sort((a, b) =>
    a.machineCode < b.machineCode ? -1 : 1,
  );
};

/** Seconds of a machine's standby in a month, summed as far as the contract's scope of rounding goes. */
const standbySeconds = (
  { contract, reports }: MonthInput,
  machineCode: string,
  month: TimeSpan,
): number[] => {
  const sums = new Map<string, number>();
  for (const report of reports.filter((each) => each.machineCode === machineCode))
    for (const { dispatchNo, spans } of report.dispatches)
      for (const source of spans.filter(({ activity }) => activity === 'standby')) {
        const scope = JSON.stringify(scopeOf({ report, dispatchNo }, source, contract.timeRounding.scope));
        sums.set(scope, (sums.get(scope) ?? 0) + sharedSeconds(source, month));
      }
  return [...sums.values()];
};

const workOf = (
  lines: readonly SettlementLine[],
  machineCode: string,
): { billedS: number; workYen: number } => {
  const own = lines.filter((line) => line.machineCode === machineCode);
  return {
    billedS: own.reduce((sum, { billedS }) => sum + billedS, 0),
    workYen: own.reduce((sum, { yen }) => sum + yen, 0),
  };
};

const baseYenOf = (before: readonly Settlement[], machineCode: string): number =>
  before
    .flatMap(({ standby }) => standby)
    .filter((line) => line.kind === 'base_fee' && line.machineCode === machineCode)
    .reduce((sum, { yen }) => sum + yen, 0);

const lastMonthOf = ({ machines, toDate }: Contract, machineCode: string): YearMonth =>
  machines
    .filter((machine) => machine.machineCode === machineCode)
    .map((machine) => yearMonthOf(machine.toDate ?? toDate))
    .reduce((a, b) => (a > b ? a : b));

const factsOf = (input: MonthInput, lines: readonly SettlementLine[]): MachineMonth[] => {
  const { contract, month, earlier } = input;
  const [first, last] = [firstDateOf(month), lastDateOf(month)];
  const time = { startAt: startOfDate(first), endAt: startOfDate(addDays(last, 1)) };
  const before = earlier.filter(
    (each) => each.contractId === contract.id && each.month !== null && each.month < month,
  );
  const linesBefore = before.flatMap((each) => each.lines);
  return machinesOf(contract, first, last).map((machine) => ({
    machine,
    month,
    ...workOf(lines, machine.machineCode),
    standbyS: standbySeconds(input, machine.machineCode, time),
    earlierWorkYen: workOf(linesBefore, machine.machineCode).workYen,
    earlierBaseYen: baseYenOf(before, machine.machineCode),
    lastMonth: lastMonthOf(contract, machine.machineCode),
  }));
};

/** 月次精算: one contract's month, from approved reports to lines, standby and sums by owner. */
export const settleMonth = (input: MonthInput): SettleResult => {
  const { contract, month, reports } = input;
  const cutter = new PieceCutter(contract);
  const refused: SettleFault[] = [...checkMonth(input), ...checkReports(contract, reports)];
  if (refused.length > 0) return { settlement: null, faults: refused };
  const cuts = reports.map((report) => cutter.cut(report));
  const faults = cuts.flatMap((cut) => cut.faults);
  if (faults.length > 0) return { settlement: null, faults };
  const pieces = cuts
    .flatMap((cut) => withTopUps(contract, cut.pieces))
    .filter((piece) => yearMonthOf(piece.date) === month);
  const lines = priceLines(contract, pieces);
  const standby = standbyLinesOfMonth(contract, factsOf(input, lines), lines);
  const settlement = withTotals(contract, {
    month,
    reports: reports
      .map(({ reportNo, revision }) => ({ reportNo, revision }))
      .sort((a, b) => (a.reportNo < b.reportNo ? -1 : 1)),
    lines,
    standby,
  });
  return { settlement, faults: [] };
};
