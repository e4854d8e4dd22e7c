import { type DailyReport, remakeReport } from '#domain';
import { insertReportSteps, type Queryable } from '#store';
import { contextOf, freshOf, isOpen, saysTheSame } from './fresh-reports.js';
import type { PaperBooks } from './paper-books.js';
import { PaperRefusal, takenMeanwhile } from './paper-fault.js';
import { refreshFindingsOf } from './report-findings.js';

const REMADE = '遅れて届いた測位・指示・降雪の反映 / late fixes, orders or snow';

/** A draft or returned report after taking over what the record says now; null where it says the same, or is no more kept. */
export const takenOver = (
  stored: DailyReport,
  fresh: DailyReport | null,
  { books, at }: { readonly books: PaperBooks; readonly at: number },
): DailyReport | null => {
  if (fresh === null) return null;
  const { report, fault } = remakeReport(
    stored,
    { fresh, reason: REMADE },
    { by: 'system', role: 'system', at, seenSteps: stored.history.length },
    contextOf(fresh, books),
  );
  if (report === null) throw new Error(fault.en);
  return saysTheSame(stored, report) ? null : report;
};

/** A report that came back into the driver's hands says at once what the record says; any other one stays. */
export const takeOverAtOnce = async (
  tx: Queryable,
  report: DailyReport,
  now: { readonly books: PaperBooks; readonly at: number },
): Promise<DailyReport> => {
  if (!isOpen(report)) return report;
  const next = takenOver(report, await freshOf(tx, report, now.books), now);
  if (next === null) return report;
  const taken = await insertReportSteps(tx, [next], now.at);
  if (taken.length > 0) throw new PaperRefusal([takenMeanwhile(taken)]);
  await refreshFindingsOf(tx, next, now);
  return next;
};
