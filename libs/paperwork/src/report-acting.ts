import {
  type Actor,
  type Advance,
  advanceReport,
  type Correction,
  correctReport,
  type DailyReport,
  decisionFor,
  type Finding,
  type ReportOrFault,
} from '#domain';
import { findReport, insertReportSteps, listFindings, noteComparison, type Queryable } from '#store';
import { checkFinal } from './final-records.js';
import { contextOf, freshOf } from './fresh-reports.js';
import { changedWorkOf } from './late-work.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import { PaperRefusal, takenMeanwhile, unknownReport } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { comparisonsOf, isCompared } from './record-comparing.js';
import { refreshFindingsOf } from './report-findings.js';
import { refreshOverlapsOf } from './report-overlaps.js';
import { takeOverAtOnce } from './taking-over.js';

/** A step that a person asks for; what an approval rests on is looked up here. */
export type AskedStep =
  | {
      readonly action: 'submit';
      /** Needed where fixes are missing. */
      readonly reason?: string;
      /** The driver who hands it in: the report's operator, where nobody is named. */
      readonly operator?: string;
    }
  | { readonly action: 'check' | 'approve' }
  | { readonly action: 'return' | 'revise'; readonly reason: string };

interface TakenStep {
  readonly reportNo: string;
  readonly step: AskedStep;
  readonly actor: Actor;
}

/** What a step is taken with: the register, the roads and the rules as they are now. */
export interface ActingParts {
  readonly books: PaperBooks;
}

const SIGNED = '提出した運転手 / the driver who handed it in';

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

/** Findings of a report that its client has not decided on. */
const undecided = async (
  queryable: Queryable,
  { reportNo, clientCode }: Pick<DailyReport, 'reportNo' | 'clientCode'>,
): Promise<Finding[]> =>
  (await listFindings(queryable, { stage: 'report', reportNos: [reportNo] }))
    .filter(({ decisions }) => decisionFor(decisions, clientCode) === null)
    .map(({ finding }) => finding as Finding & { readonly id: string });

/** Is the report's work no more what is recorded of its machine? Notes it where it is, for whoever asks next. */
const compared = async (tx: Queryable, report: DailyReport, acting: ActingParts): Promise<boolean> => {
  const { reportNo } = report;
  const last = (await comparisonsOf(tx, [report], acting.books)).get(reportNo)!;
  if (isCompared(last)) return last.changedWork !== null;
  const changedWork = changedWorkOf(report, await freshOf(tx, report, acting.books), acting.books);
  await noteComparison(tx, reportNo, { changedWork, comparedWith: last.now });
  return changedWork !== null;
};

const advanceOf = async (
  tx: Queryable,
  report: DailyReport,
  { step, actor }: Omit<TakenStep, 'reportNo'>,
  acting: ActingParts,
): Promise<Advance> => {
  if (step.action === 'submit') {
    const unexplained = (await undecided(tx, report)).filter(({ code }) => code === 'gps_gap');
    return { action: 'submit', reason: step.reason || null, unexplained };
  }
  if (step.action !== 'approve') return step as Advance;
  await checkFinal(tx, [report.reportNo], actor.at);
  const isChanged = await compared(tx, report, acting);
  await refreshOverlapsOf(tx, report, { books: acting.books, at: actor.at });
  return { action: 'approve', isChanged, findings: await undecided(tx, report) };
};

/** The report with an operator: an entry like any other, before and after in the history. */
const signedBy = (report: DailyReport, operator: string, actor: Actor, { books }: ActingParts) =>
  correctReport(
    report,
    { correction: { kind: 'entries', entries: { operator } }, reason: SIGNED },
    actor,
    contextOf(report, books),
  );

/**
 * Takes a stored report one step on within a transaction. An approval waits until the machine's passes are final,
 * and looks at its record as it is now and at what its other reports say of the same time; one that is returned or revised takes over what is recorded by now.
 * @throws PaperRefusal
 */
export const stepReport = async (
  tx: Queryable,
  { reportNo, ...taken }: TakenStep,
  acting: ActingParts,
): Promise<DailyReport> => {
  const report = await existing(tx, reportNo);
  const advance = await advanceOf(tx, report, taken, acting);
  const { step, actor } = taken;
  let next = accepted(advanceReport(report, advance, actor));
  if (step.action === 'submit' && step.operator !== undefined && report.entries.operator === null) {
    const signed = accepted(signedBy(report, step.operator, actor, acting));
    await store(tx, signed, actor.at);
    next = accepted(advanceReport(signed, advance, { ...actor, seenSteps: signed.history.length }));
  }
  await store(tx, next, actor.at);
  const comesBack = step.action === 'return' || step.action === 'revise';
  return comesBack ? takeOverAtOnce(tx, next, { ...acting, at: actor.at }) : next;
};

/**
 * Takes stored reports one step on, each in a transaction of its own, and returns them as they are then.
 * @throws PaperRefusal for the first that cannot be taken on; those before it were.
 */
export const stepReports = async (
  { database, network }: PaperParts,
  step: AskedStep,
  asked: readonly { readonly reportNo: string; readonly actor: Actor }[],
): Promise<DailyReport[]> => {
  const acting = { books: await readBooks(database, network) };
  const stepped: DailyReport[] = [];
  for (const { reportNo, actor } of asked)
    stepped.push(await database.transaction((tx) => stepReport(tx, { reportNo, step, actor }, acting)));
  return stepped;
};

/** A correction of a stored report, and why. */
export interface AskedCorrection {
  readonly reportNo: string;
  readonly correction: Correction;
  readonly reason: string;
}

/** 手修正: corrects a stored draft or returned report within a transaction. @throws PaperRefusal */
export const correctStoredReport = async (
  tx: Queryable,
  { reportNo, correction, reason }: AskedCorrection,
  actor: Actor,
  { books }: ActingParts,
): Promise<DailyReport> => {
  const report = await existing(tx, reportNo);
  const next = accepted(correctReport(report, { correction, reason }, actor, contextOf(report, books)));
  await store(tx, next, actor.at);
  await refreshFindingsOf(tx, next, { books, at: actor.at });
  return next;
};
