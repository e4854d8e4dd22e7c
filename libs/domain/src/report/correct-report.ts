import { sharedSeconds } from '../calendar/split-span.js';
import type { Fault } from '../fault.js';
import { multiplyDivide } from '../money/rounding.js';
import type { Pass } from '../pass/pass.js';
import { composeReport, type ReportContext } from './compose-report.js';
import type { DailyReport, ReportEntries } from './daily-report.js';
import type { ReportSpan } from './report-span.js';
import type { Actor, Change, Correction, SpanCorrection, WorkflowFault } from './report-step.js';
import { type ReportOrFault, refusalOf, stepped } from './report-workflow.js';
import { cutSpan, joinSpans, touches } from './span-tools.js';

export type CorrectionFault =
  | WorkflowFault
  | 'dispatch_unknown'
  | 'span_empty'
  | 'work_type_missing'
  | 'span_taken';

const faultOf = (code: CorrectionFault, ja: string, en: string): Fault<CorrectionFault> => ({ code, ja, en });

const checkSpan = (report: DailyReport, correction: SpanCorrection): Fault<CorrectionFault> | null => {
  const { dispatchNo, startAt, endAt, activity, workType } = correction;
  if (!report.dispatches.some((dispatch) => dispatch.dispatchNo === dispatchNo))
    return faultOf(
      'dispatch_unknown',
      `日報「${report.reportNo}」に出動 ${dispatchNo} はありません。出動の番号を確かめてください。`,
      `Report "${report.reportNo}" has no dispatch ${dispatchNo}: check the number.`,
    );
  if (!(endAt > startAt) || startAt % 1000 !== 0 || endAt % 1000 !== 0)
    return faultOf(
      'span_empty',
      '修正の終了は開始より後の、秒単位の時刻にしてください。',
      'The correction must end after it starts, both on whole seconds: correct the times.',
    );
  if ((activity === 'work') !== (workType !== null))
    return faultOf(
      'work_type_missing',
      '作業には作業区分を、作業以外には作業区分なしを指定してください。',
      'Work needs a work type, and nothing else has one: choose one or remove it.',
    );
  const others = report.dispatches.filter((dispatch) => dispatch.dispatchNo !== dispatchNo);
  if (others.some(({ spans }) => touches(spans, correction)))
    return faultOf(
      'span_taken',
      'この時間は別の出動に含まれています。時刻を直してください。',
      'This time belongs to another dispatch: correct the times.',
    );
  return null;
};

/** Metres of a span's passes, each in proportion to the seconds of it that lie in the span. */
const coveredIn = (span: ReportSpan, passes: readonly Pass[]): number =>
  passes.slice(span.passFrom, span.passTo).reduce((sum, { enteredAt, leftAt, coveredCm }) => {
    const wholeMs = Math.max(1, leftAt - enteredAt);
    const insideMs = Math.round(sharedSeconds(span, { startAt: enteredAt, endAt: leftAt }) * 1000);
    return sum + multiplyDivide(coveredCm, Math.min(insideMs, wholeMs), wholeMs, 'half_up');
  }, 0);

const declared = (span: ReportSpan, correction: SpanCorrection, passes: readonly Pass[]): ReportSpan => {
  const { activity, workType } = correction;
  const wasWork = span.activity === 'work';
  const coveredCm = activity !== 'work' ? 0 : wasWork ? span.coveredCm : coveredIn(span, passes);
  return { ...span, activity, workType, coveredCm };
};

/** Spans for the parts of the correction that the dispatch has none for, at the place of the span before, else after. */
const addedSpans = (spans: readonly ReportSpan[], correction: SpanCorrection): ReportSpan[] => {
  const { startAt, endAt, activity, workType } = correction;
  const added: ReportSpan[] = [];
  let from = startAt;
  for (const edge of [
    ...spans.filter((span) => sharedSeconds(span, correction) > 0),
    { startAt: endAt, endAt },
  ]) {
    if (edge.startAt > from) {
      const place = [...spans].reverse().find((span) => span.endAt <= from) ?? spans[0];
      added.push({
        ...place,
        startAt: from,
        endAt: edge.startAt,
        activity,
        workType,
        passFrom: 0,
        passTo: 0,
        coveredCm: 0,
      });
    }
    from = Math.max(from, edge.endAt);
  }
  return added;
};

const within = (spans: readonly ReportSpan[], correction: SpanCorrection): ReportSpan[] =>
  spans.filter(({ startAt, endAt }) => startAt >= correction.startAt && endAt <= correction.endAt);

/** A dispatch's spans before, cut where the correction begins and ends, and after it. */
const correctSpans = (
  spans: readonly ReportSpan[],
  correction: SpanCorrection,
  passes: readonly Pass[],
): { before: ReportSpan[]; after: ReportSpan[]; spans: ReportSpan[] } => {
  const cut = spans.flatMap((span) => cutSpan(span, passes, [correction.startAt, correction.endAt]));
  const before = within(cut, correction);
  const after = [...before.map((span) => declared(span, correction, passes)), ...addedSpans(cut, correction)];
  const rest = cut.filter((span) => !before.includes(span));
  const byStart = (a: ReportSpan, b: ReportSpan): number => a.startAt - b.startAt;
  return {
    before,
    after: joinSpans(after.sort(byStart)),
    spans: joinSpans([...rest, ...after].sort(byStart)),
  };
};

const pick = (entries: ReportEntries, like: Partial<ReportEntries>): Partial<ReportEntries> =>
  Object.fromEntries(Object.entries(entries).filter(([field]) => field in like));

/** The report with a correction made, and what stood there before and after; no questions asked. */
const corrected = (
  report: DailyReport,
  correction: Correction,
  context: ReportContext,
): { report: DailyReport; change: Change } => {
  if (correction.kind === 'entries') {
    const before = pick(report.entries, correction.entries);
    const entries = { ...report.entries, ...correction.entries };
    return { report: { ...report, entries }, change: { correction, before, after: correction.entries } };
  }
  const target = report.dispatches.find(({ dispatchNo }) => dispatchNo === correction.dispatchNo)!;
  const { before, after, spans } = correctSpans(target.spans, correction, report.passes);
  const dispatches = report.dispatches.map((dispatch) =>
    dispatch === target ? { ...target, spans } : dispatch,
  );
  return { report: composeReport(report, dispatches, context), change: { correction, before, after } };
};

/** 手修正: corrects a draft or returned report with a reason; before and after go into its history. */
export const correctReport = (
  report: DailyReport,
  { correction, reason }: { readonly correction: Correction; readonly reason: string },
  actor: Actor,
  context: ReportContext,
): ReportOrFault<CorrectionFault> => {
  const fault =
    refusalOf(report, 'correct', actor, reason) ??
    (correction.kind === 'span' ? checkSpan(report, correction) : null);
  if (fault !== null) return { report: null, fault };
  const { report: next, change } = corrected(report, correction, context);
  return { report: stepped(next, 'correct', actor, { reason, change }), fault: null };
};

/**
 * What the fixes and passes say (`fresh`) with the revision, the history and every correction of a report of that number. A
 * correction of a dispatch that is no more is left out.
 */
export const withCorrections = (
  fresh: DailyReport,
  { revision, state, history }: DailyReport,
  context: ReportContext,
): DailyReport => {
  let next: DailyReport = { ...fresh, revision, state, history };
  for (const { change } of history) {
    if (change === null) continue;
    const { correction } = change;
    if (correction.kind === 'entries' || checkSpan(next, correction) === null)
      next = corrected(next, correction, context).report;
  }
  return next;
};

/**
 * Takes over what the fixes and passes say now (`fresh`, of the same number) into a draft or returned report: its revision,
 * history and every correction stay. A correction of a dispatch that is no more is left out, and stays in the history.
 */
export const remakeReport = (
  report: DailyReport,
  { fresh, reason }: { readonly fresh: DailyReport; readonly reason: string },
  actor: Actor,
  context: ReportContext,
): ReportOrFault<CorrectionFault> => {
  const fault = refusalOf(report, 'remake', actor, reason);
  if (fault !== null) return { report: null, fault };
  const next = withCorrections(fresh, report, context);
  return { report: stepped(next, 'remake', actor, { reason, change: null }), fault: null };
};
