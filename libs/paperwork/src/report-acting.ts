import {
  type Actor,
  type Advance,
  advanceReport,
  type Correction,
  correctReport,
  type DailyReport,
  type Finding,
  type ReportOrFault,
} from '#domain';
import { findReport, insertReportSteps, listFindings, type Queryable } from '#store';
import { contextOf, emptied, freshReports } from './fresh-reports.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import { PaperRefusal, takenMeanwhile, unknownReport } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { refreshFindingsOf } from './report-findings.js';

/** A step that a person asks for; what an approval rests on is looked up here. */
export type AskedStep =
  | { readonly action: 'submit' | 'check' | 'approve' }
  | { readonly action: 'return' | 'revise'; readonly reason: string };

const existing = async (queryable: Queryable, reportNo: string): Promise<DailyReport> => {
  const report = await findReport(queryable, reportNo);
  if (report === undefined) throw new PaperRefusal([unknownReport(reportNo)]);
  return report;
};

const accepted = <Code extends string>({ report, fault }: ReportOrFault<Code>): DailyReport => {
  if (report === null) throw new PaperRefusal([fault]);
  return report;
};

const store = async (tx: Queryable, report: DailyReport, at: number): Promise<void> => {
  const taken = await insertReportSteps(tx, [report], at);
  if (taken.length > 0) throw new PaperRefusal([takenMeanwhile(taken)]);
};

/** The report as the machine's record has it now. */
const freshOf = async (
  queryable: Queryable,
  report: DailyReport,
  { books, settings }: { books: PaperBooks; settings: PaperParts['settings'] },
): Promise<DailyReport> => {
  const vehicle = books.vehicles.find(({ code }) => code === report.machineCode);
  const range = { fromDate: report.businessDate, toDate: report.businessDate };
  const fresh = vehicle && (await freshReports(queryable, vehicle, { books, settings, range }));
  return fresh?.reports.find(({ reportNo }) => reportNo === report.reportNo) ?? emptied(report, books);
};

const undecided = async (queryable: Queryable, reportNo: string): Promise<Finding[]> =>
  (await listFindings(queryable, { stage: 'report', reportNos: [reportNo] }))
    .filter(({ decision }) => decision === null)
    .map(({ finding }) => finding as Finding & { readonly id: string });

const advanceOf = async (
  tx: Queryable,
  report: DailyReport,
  step: AskedStep,
  context: { books: PaperBooks; settings: PaperParts['settings'] },
): Promise<Advance> => {
  if (step.action !== 'approve') return step as Advance;
  const { passesHash } = await freshOf(tx, report, context);
  return { action: 'approve', passesHash, findings: await undecided(tx, report.reportNo) };
};

/**
 * Takes stored reports one step on, each in a transaction of its own, and returns them as they are then. An approval looks
 * at the machine's passes as they are now. @throws PaperRefusal for the first that cannot be taken on; those before it were.
 */
export const stepReports = async (
  parts: PaperParts,
  step: AskedStep,
  asked: readonly { readonly reportNo: string; readonly actor: Actor }[],
): Promise<DailyReport[]> => {
  const { database, network, settings } = parts;
  const books = await readBooks(database, network);
  const stepped: DailyReport[] = [];
  for (const { reportNo, actor } of asked)
    stepped.push(
      await database.transaction(async (tx) => {
        const report = await existing(tx, reportNo);
        const advance = await advanceOf(tx, report, step, { books, settings });
        const next = accepted(advanceReport(report, advance, actor));
        await store(tx, next, actor.at);
        return next;
      }),
    );
  return stepped;
};

/** 手修正: corrects a stored draft or returned report. @throws PaperRefusal */
export const correctStoredReport = async (
  { database, network, settings }: PaperParts,
  { reportNo, correction, reason }: { reportNo: string; correction: Correction; reason: string },
  actor: Actor,
): Promise<DailyReport> => {
  const books = await readBooks(database, network);
  return database.transaction(async (tx) => {
    const report = await existing(tx, reportNo);
    const context = contextOf(report, books);
    const next = accepted(correctReport(report, { correction, reason }, actor, context));
    await store(tx, next, actor.at);
    await refreshFindingsOf(tx, next, { settings, at: actor.at });
    return next;
  });
};
