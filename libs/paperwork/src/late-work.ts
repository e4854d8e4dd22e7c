import { type DailyReport, groupBy, type LocalDate, withCorrections, workHash } from '#domain';
import { listReports, noteComparison, type Queryable, type ReportHead } from '#store';
import { contextOf, freshBySettings, freshReports, isOpen, weeksOf } from './fresh-reports.js';
import type { PaperBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { comparisonsOf, isCompared, type LastComparison } from './record-comparing.js';

/** A hash of what the record says now of a report's work, its corrections made again; null where that is what the report says. */
export const changedWorkOf = (
  report: DailyReport,
  fresh: DailyReport | null,
  books: PaperBooks,
): string | null => {
  if (fresh === null) return null;
  const now = workHash(withCorrections(fresh, report, contextOf(fresh, books)));
  return now === workHash(report) ? null : now;
};

/** What some reports are compared with. */
export interface ComparingParts {
  readonly books: PaperBooks;
  readonly freshOf: (report: DailyReport) => DailyReport | null;
  /** Read before what `freshOf` makes them from. */
  readonly last: ReadonlyMap<string, LastComparison>;
}

/** Notes of reports that are out of the driver's hands whether their work is still what is recorded; how many are changed. */
export const noteChanges = async (
  tx: Queryable,
  stored: readonly DailyReport[],
  { books, freshOf, last }: ComparingParts,
): Promise<number> => {
  let changed = 0;
  for (const report of stored) {
    const changedWork = changedWorkOf(report, freshOf(report), books);
    if (changedWork !== null) changed += 1;
    const before = last.get(report.reportNo);
    // An open report is made by settings of today, which the comparison does not know.
    const comparedWith = isOpen(report) ? null : (before?.now ?? null);
    if (changedWork !== before?.changedWork || comparedWith !== before?.comparedWith)
      await noteComparison(tx, report.reportNo, { changedWork, comparedWith });
  }
  return changed;
};

const datesOf = (heads: readonly ReportHead[]): { fromDate: LocalDate; toDate: LocalDate } => {
  const dates = heads.map(({ businessDate }) => businessDate).sort();
  return { fromDate: dates[0], toDate: dates[dates.length - 1] };
};

const compareOfMachine = async (
  tx: Queryable,
  heads: readonly ReportHead[],
  books: PaperBooks,
): Promise<void> => {
  const last = await comparisonsOf(tx, heads, books);
  const stored = await listReports(tx, { reportNos: heads.map(({ reportNo }) => reportNo) });
  const vehicle = books.vehicles.find(({ code }) => code === heads[0].machineCode);
  const parts = { books, settings: stored[0].settings, range: datesOf(heads) };
  const fresh = vehicle === undefined ? null : await freshReports(tx, vehicle, parts);
  await noteChanges(tx, stored, { books, freshOf: freshBySettings(fresh, parts), last });
};

/**
 * Looks whether the work of some reports is still what is recorded of their machines, and notes it. The record of days on
 * which nothing came or went since is not read again.
 */
export const noteLateWork = async (
  { database }: Pick<PaperParts, 'database'>,
  reports: readonly ReportHead[],
  books: PaperBooks,
): Promise<void> => {
  const last = await comparisonsOf(database, reports, books);
  const due = reports.filter(({ reportNo }) => !isCompared(last.get(reportNo)!));
  for (const heads of groupBy(due, ({ machineCode }) => machineCode).values())
    for (const { fromDate, toDate } of weeksOf(datesOf(heads))) {
      const ofWeek = heads.filter(({ businessDate: date }) => fromDate <= date && date <= toDate);
      if (ofWeek.length > 0) await database.transaction((tx) => compareOfMachine(tx, ofWeek, books));
    }
};
