import { type DailyReport, groupBy, type LocalDate, withCorrections, workHash } from '#domain';
import { listReportHeads, listReports, noteChangedWork, type Queryable, type ReportHead } from '#store';
import { contextOf, freshBySettings, freshReports } from './fresh-reports.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';

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

/** Notes of reports that are out of the driver's hands whether their work is still what is recorded; how many are changed. */
export const noteChanges = async (
  tx: Queryable,
  stored: readonly DailyReport[],
  { books, freshOf }: { books: PaperBooks; freshOf: (report: DailyReport) => DailyReport | null },
): Promise<number> => {
  const heads = await listReportHeads(tx, { reportNos: stored.map(({ reportNo }) => reportNo) });
  const noted = new Map(heads.map(({ reportNo, changedWork }) => [reportNo, changedWork]));
  let changed = 0;
  for (const report of stored) {
    const now = changedWorkOf(report, freshOf(report), books);
    if (now !== null) changed += 1;
    if (now !== noted.get(report.reportNo)) await noteChangedWork(tx, report.reportNo, now);
  }
  return changed;
};

const datesOf = (heads: readonly ReportHead[]): { fromDate: LocalDate; toDate: LocalDate } => {
  const dates = heads.map(({ businessDate }) => businessDate).sort();
  return { fromDate: dates[0], toDate: dates[dates.length - 1] };
};

/** Looks whether the work of some reports is still what is recorded of their machines, and notes it. */
export const noteLateWork = async (
  { database, network }: PaperParts,
  reports: readonly ReportHead[],
): Promise<void> => {
  const books = await readBooks(database, network);
  for (const [machineCode, heads] of groupBy(reports, (head) => head.machineCode)) {
    const vehicle = books.vehicles.find(({ code }) => code === machineCode);
    await database.transaction(async (tx) => {
      const stored = await listReports(tx, { reportNos: heads.map(({ reportNo }) => reportNo) });
      const parts = { books, settings: stored[0].settings, range: datesOf(heads) };
      const fresh = vehicle === undefined ? null : await freshReports(tx, vehicle, parts);
      await noteChanges(tx, stored, { books, freshOf: freshBySettings(fresh, parts) });
    });
  }
};
