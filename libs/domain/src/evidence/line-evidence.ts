import { type LocalDate, localDateOf } from '../calendar/local-date.js';
import type { DailyReport } from '../report/daily-report.js';
import type { Settlement, SettlementLine } from '../settlement/settlement.js';
import type { FixChain } from './fix-chain.js';

/** Names a pass: the key under which the store has it, with the matcher that made it. */
export interface PassPointer {
  readonly vehicleId: number;
  readonly enteredAt: number;
  readonly segment: number;
  readonly direction: number;
  readonly matcherVersion: number;
}

/** Seconds of one span and the passes that show them; without passes, a person's word (see the report's history). */
export interface SpanPointer {
  readonly reportNo: string;
  readonly revision: number;
  readonly dispatchNo: number;
  readonly span: number;
  readonly seconds: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly passes: readonly PassPointer[];
}

/** Everything that a line of a settlement rests on. */
export interface LineEvidence {
  readonly lineNo: number;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly rulesVersion: number;
  readonly priceId: string;
  readonly yenPerHour: number;
  readonly spans: readonly SpanPointer[];
  /** Chains of the machine's fixes of the days concerned. */
  readonly fixChains: readonly FixChain[];
}

const spanPointer = (
  { reportNo, revision, dispatchNo, span, seconds }: SettlementLine['evidence'][number],
  reports: ReadonlyMap<string, DailyReport>,
): SpanPointer => {
  const report = reports.get(reportNo);
  const source = report?.dispatches.find((dispatch) => dispatch.dispatchNo === dispatchNo)?.spans[span];
  if (report === undefined || report.revision !== revision || source === undefined)
    throw new RangeError(
      `No span ${span} of dispatch ${dispatchNo} in revision ${revision} of report ${reportNo}`,
    );
  const { startAt, endAt, passFrom, passTo } = source;
  const passes = report.passes
    .slice(passFrom, passTo)
    .map(({ vehicleId, enteredAt, segment, direction, matcherVersion }) => ({
      vehicleId,
      enteredAt,
      segment,
      direction,
      matcherVersion,
    }));
  return { reportNo, revision, dispatchNo, span, seconds, startAt, endAt, passes };
};

/** Spans with their passes. Throws RangeError for one that no report has in that revision. */
export const spanPointers = (
  spans: SettlementLine['evidence'],
  reports: readonly DailyReport[],
): SpanPointer[] => {
  const byNo = new Map(reports.map((report) => [report.reportNo, report]));
  return spans.map((span) => spanPointer(span, byNo));
};

/** The days in Japan that spans have time in. */
export const spanDays = (spans: readonly SpanPointer[]): Set<LocalDate> =>
  new Set(spans.flatMap(({ startAt, endAt }) => [localDateOf(startAt), localDateOf(endAt - 1000)]));

/**
 * The pointers of a settlement's lines. Throws RangeError where a line names a report or span that is not given: then the
 * bundle would not prove what it says.
 */
export const evidenceOfLines = (
  settlement: Settlement,
  reports: readonly DailyReport[],
  chains: readonly FixChain[],
): LineEvidence[] => {
  return settlement.lines.map((line) => {
    const spans = spanPointers(line.evidence, reports);
    const days = spanDays(spans);
    return {
      lineNo: line.lineNo,
      contractId: settlement.contractId,
      contractVersion: settlement.contractVersion,
      rulesVersion: settlement.rulesVersion,
      priceId: line.priceId,
      yenPerHour: line.yenPerHour,
      spans,
      fixChains: chains.filter(({ machineCode, date }) => machineCode === line.machineCode && days.has(date)),
    };
  });
};
