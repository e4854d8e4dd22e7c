import { printLocalTime } from '../../calendar/local-date.js';
import type { TimeSpan } from '../../calendar/split-span.js';
import type { DailyReport } from '../daily-report.js';
import type { Finding, FindingRule } from '../finding.js';

type Words = Pick<Finding, 'evidence' | 'ja' | 'en'>;

const spanOf = ({ dispatches }: DailyReport): TimeSpan => {
  const spans = dispatches.flatMap((dispatch) => dispatch.spans);
  return { startAt: spans[0]?.startAt ?? 0, endAt: spans[spans.length - 1]?.endAt ?? 0 };
};

/** A finding about one report, in the time given, else in all its time; it blocks nothing. */
export const findingOf = (
  code: FindingRule,
  report: DailyReport,
  words: Words,
  time: TimeSpan = spanOf(report),
): Finding => ({
  code,
  startAt: time.startAt,
  endAt: time.endAt,
  machineCodes: [report.machineCode],
  reportNos: [report.reportNo],
  blocks: false,
  ...words,
});

/** `2027-01-31 21:50–22:10`, for sentences. */
export const printTimes = ({ startAt, endAt }: TimeSpan): string =>
  `${printLocalTime(startAt).slice(0, 16)}–${printLocalTime(endAt).slice(11, 16)}`;
