import { nextMonth, yearMonthOf } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import type { MachineSeason } from '../standby/standby-facts.js';
import { machinesOf, monthsBefore, type SettleResult, unsettledMonths } from './settle-month.js';
import type { Settlement } from './settlement.js';
import { withTotals } from './settlement-totals.js';
import { standbyLinesOfSeason } from './standby-lines.js';

const factsOf = (contract: Contract, months: readonly Settlement[]): MachineSeason[] => {
  const lines = months.flatMap((month) => month.lines);
  const advances = months.flatMap((month) => month.standby).filter(({ kind }) => kind === 'advance');
  return machinesOf(contract, contract.fromDate, contract.toDate).map((machine) => ({
    machine,
    billedS: lines
      .filter((line) => line.machineCode === machine.machineCode)
      .reduce((sum, { billedS }) => sum + billedS, 0),
    advancesYen: advances
      .filter((line) => line.machineCode === machine.machineCode)
      .reduce((sum, { yen }) => sum + yen, 0),
  }));
};

/**
 * 年度末精算: what the contract's policies pay after the last month, from the settlements of all its months. Its total is
 * below 0 where advances were more than was due: then the contractor pays back.
 */
export const settleSeason = (contract: Contract, settled: readonly Settlement[]): SettleResult => {
  const months = monthsBefore(contract, nextMonth(yearMonthOf(contract.toDate)));
  const faults = unsettledMonths(contract, months, settled);
  if (faults.length > 0) return { settlement: null, faults };
  const own = settled.filter((each) => each.contractId === contract.id && each.month !== null);
  const standby = standbyLinesOfSeason(contract, factsOf(contract, own));
  return { settlement: withTotals(contract, { month: null, reports: [], lines: [], standby }), faults: [] };
};
