import {
  addDays,
  changedAfterApproval,
  type DailyReport,
  type Finding,
  findingsAmong,
  findingsOf,
  type LocalDate,
  localDateOf,
  type OpenStandby,
  standbyWithoutEnd,
} from '#domain';
import { type KeyedFinding, listReportHeads, listReports, type Queryable, replaceFindings } from '#store';
import type { DateRange } from './fresh-reports.js';
import type { PaperParts, PaperSettings } from './paper-parts.js';

/** An id that stays while the finding says the same of the same revisions: a decision on it holds as long. */
const keyed = (finding: Finding, revisions: ReadonlyMap<string, number>): KeyedFinding => ({
  ...finding,
  id: [
    finding.code,
    ...finding.reportNos.map((reportNo) => `${reportNo}@${revisions.get(reportNo) ?? 1}`),
    ...(finding.reportNos.length === 0 ? finding.machineCodes : []),
    finding.startAt,
  ].join(' '),
});

const revisionsOf = (reports: readonly DailyReport[]): Map<string, number> =>
  new Map(reports.map(({ reportNo, revision }) => [reportNo, revision]));

const standbyOn = (date: LocalDate, openStandby: ReadonlyMap<string, readonly OpenStandby[]>): Finding[] =>
  [...openStandby].flatMap(([machineCode, open]) =>
    standbyWithoutEnd(
      machineCode,
      open.filter(({ order }) => localDateOf(order.orderedAt) === date),
    ),
  );

const refreshDate = async (
  { database, settings }: PaperParts,
  businessDate: LocalDate,
  { openStandby, at }: { openStandby: ReadonlyMap<string, readonly OpenStandby[]>; at: number },
): Promise<void> => {
  const date = { fromDate: businessDate, toDate: businessDate };
  const reports = await listReports(database, date);
  const heads = await listReportHeads(database, date);
  const changed = new Set(heads.filter(({ isChanged }) => isChanged).map(({ reportNo }) => reportNo));
  const findings = [
    ...reports.flatMap((report) => findingsOf(report, settings.audit)),
    ...findingsAmong(reports, settings.audit),
    ...reports.filter(({ reportNo }) => changed.has(reportNo)).map(changedAfterApproval),
    ...standbyOn(businessDate, openStandby),
  ].map((finding) => keyed(finding, revisionsOf(reports)));
  await database.transaction((tx) => replaceFindings(tx, { stage: 'report', businessDate }, findings, at));
};

/** Looks at all reports of some business dates by the consistency rules (domain.md §1.5) and keeps what they say. */
export const refreshFindings = async (
  parts: PaperParts,
  what: { range: DateRange; openStandby: ReadonlyMap<string, readonly OpenStandby[]>; at: number },
): Promise<void> => {
  const { fromDate, toDate } = what.range;
  for (let date = fromDate; date <= toDate; date = addDays(date, 1)) await refreshDate(parts, date, what);
};

/** What one report says by itself, after a correction of it. */
export const refreshFindingsOf = async (
  tx: Queryable,
  report: DailyReport,
  { settings, at }: { settings: PaperSettings; at: number },
): Promise<void> => {
  const { reportNo, businessDate } = report;
  const findings = findingsOf(report, settings.audit).map((each) => keyed(each, revisionsOf([report])));
  await replaceFindings(tx, { stage: 'report', businessDate, reportNo }, findings, at);
};
