import type { PayCalendar } from '../calendar/split-span.js';
import type { DailyReport, ReportDispatch, ReportLine } from './daily-report.js';
import { linesOf } from './report-lines.js';
import type { ReportRoads } from './report-roads.js';
import type { ReportSpan } from './report-span.js';
import { authorityShares, totalsOf } from './report-totals.js';

/** What the sums of a report are made with: the contract's bands (null: no contract), and the roads. */
export interface ReportContext {
  readonly calendar: PayCalendar | null;
  readonly roads: ReportRoads;
}

/** A dispatch without what follows from its spans. */
export type BareDispatch = Omit<ReportDispatch, 'workStartedAt' | 'workEndedAt' | 'lines'>;
/** A report without what follows from its spans. */
export type BareReport = Omit<DailyReport, 'dispatches' | 'totals' | 'authorities'>;

const withLines = (dispatch: BareDispatch, report: BareReport, context: ReportContext): ReportDispatch => {
  const work = dispatch.spans.filter(({ activity }) => activity === 'work');
  return {
    ...dispatch,
    workStartedAt: work[0]?.startAt ?? null,
    workEndedAt: work[work.length - 1]?.endAt ?? null,
    lines: linesOf(dispatch.spans, report.passes, context),
  };
};

/** A report with lines, sums and shares, all made from its spans. Made anew after every correction. */
export const composeReport = (
  report: BareReport,
  bare: readonly BareDispatch[],
  context: ReportContext,
): DailyReport => {
  const dispatches = bare.map((dispatch) => withLines(dispatch, report, context));
  const spans: ReportSpan[] = dispatches.flatMap((dispatch) => [...dispatch.spans]);
  const lines: ReportLine[] = dispatches.flatMap((dispatch) => [...dispatch.lines]);
  return {
    ...report,
    dispatches,
    totals: totalsOf(spans, lines, report.evidence.spans),
    authorities: authorityShares([...lines, ...report.outside], context.roads),
  };
};
