import { addDays, firstDateOf, lastDateOf, startOfDate, type YearMonth } from '../calendar/local-date.js';
import { sharedSeconds, type TimeSpan } from '../calendar/split-span.js';
import type { BillableReport } from '../report/report-span.js';
import type { Settlement, SpanEvidence, StandbyLine } from '../settlement/settlement.js';
import type { StandbyAmountKind } from '../standby/standby-facts.js';

/** Lines of a settled month, by number, and standby lines, by place in their list from 1. */
export interface SettledPointer {
  /** Null for the run at the season's end. */
  readonly month: YearMonth | null;
  readonly lineNos: readonly number[];
  readonly standbyNos: readonly number[];
}

/** What an amount of a standby policy was computed from, besides the contract. */
export interface StandbySource {
  /** Standby of the machine in the month. */
  readonly spans: readonly SpanEvidence[];
  readonly settled: readonly SettledPointer[];
}

/** What the policies look at, by what they pay (the rules under standby/). */
const LOOKS_AT: Readonly<Record<StandbyAmountKind, 'spans' | 'month' | 'season' | 'advances' | 'contract'>> =
  {
    standby_time: 'spans',
    guarantee: 'month',
    shortfall: 'season',
    covered_by_base: 'season',
    advance_returned: 'advances',
    advance: 'contract',
    base_fee: 'contract',
    fixed_cost: 'contract',
  };

const monthSpan = (month: YearMonth): TimeSpan => ({
  startAt: startOfDate(firstDateOf(month)),
  endAt: startOfDate(addDays(lastDateOf(month), 1)),
});

const standbySpans = (
  reports: readonly BillableReport[],
  machineCode: string,
  time: TimeSpan,
): SpanEvidence[] =>
  reports
    .filter((report) => report.machineCode === machineCode)
    .sort((a, b) => (a.reportNo < b.reportNo ? -1 : 1))
    .flatMap(({ reportNo, revision, dispatches }) =>
      dispatches.flatMap(({ dispatchNo, spans }) =>
        spans.flatMap((source, span) => {
          const seconds = source.activity === 'standby' ? sharedSeconds(source, time) : 0;
          return seconds === 0 ? [] : [{ reportNo, revision, dispatchNo, span, seconds }];
        }),
      ),
    );

/** The machine's lines of work, or the advances paid to it, in some settlements. */
const settledOf = (
  settlements: readonly Settlement[],
  machineCode: string,
  what: 'work' | 'advances',
): SettledPointer[] =>
  settlements
    .map(({ month, lines, standby }) => ({
      month,
      lineNos:
        what === 'advances'
          ? []
          : lines.filter((line) => line.machineCode === machineCode).map(({ lineNo }) => lineNo),
      standbyNos:
        what === 'work'
          ? []
          : standby.flatMap((line, i) =>
              line.machineCode === machineCode && line.kind === 'advance' ? [i + 1] : [],
            ),
    }))
    .filter(({ lineNos, standbyNos }) => lineNos.length + standbyNos.length > 0);

/** What a settlement's standby lines were computed from, in their order. */
export const standbySources = (
  settlement: Settlement,
  {
    reports,
    earlier,
  }: { readonly reports: readonly BillableReport[]; readonly earlier: readonly Settlement[] },
): StandbySource[] => {
  const { month } = settlement;
  const before = earlier
    .filter((each) => each.month !== null && (month === null || each.month < month))
    .sort((a, b) => (a.month! < b.month! ? -1 : 1));
  const season = month === null ? before : [...before, settlement];
  const sourceOf = ({ kind, machineCode }: StandbyLine): StandbySource => {
    const looksAt = LOOKS_AT[kind];
    if (looksAt === 'spans' && month !== null)
      return { spans: standbySpans(reports, machineCode, monthSpan(month)), settled: [] };
    if (looksAt === 'month') return { spans: [], settled: settledOf([settlement], machineCode, 'work') };
    if (looksAt === 'season') return { spans: [], settled: settledOf(season, machineCode, 'work') };
    if (looksAt === 'advances') return { spans: [], settled: settledOf(before, machineCode, 'advances') };
    return { spans: [], settled: [] };
  };
  return settlement.standby.map(sourceOf);
};
