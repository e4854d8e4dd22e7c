import {
  addDays,
  changedAfterApproval,
  type DailyReport,
  findingsAmong,
  findingsOf,
  type LocalDate,
  type OpenStandby,
  type PlatedReport,
} from '#domain';
import { listBillableReports, listReportHeads, listReports, type Queryable, replaceFindings } from '#store';
import { keyed, revisionsOf } from './finding-ids.js';
import type { DateRange } from './fresh-reports.js';
import { replaceStandbyOf, standbyAbout, standbyOfOthers, standbyOn } from './open-standby.js';
import type { PaperBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { readSettings, type SettingsOf, underEachSettings } from './paper-settings.js';
import { refreshOverlapsOf } from './report-overlaps.js';

interface DateRefresh {
  /** Of the machines whose record was looked at; what is known of the others stays. */
  readonly openStandby: ReadonlyMap<string, readonly OpenStandby[]>;
  /** Reports of the date before: a night may be claimed under both. */
  readonly before: readonly PlatedReport[];
  readonly settings: SettingsOf;
  readonly at: number;
}

/** Looks at the reports of a date and returns them. */
const refreshDate = async (
  { database }: PaperParts,
  businessDate: LocalDate,
  { openStandby, before, settings, at }: DateRefresh,
): Promise<DailyReport[]> => {
  const date = { fromDate: businessDate, toDate: businessDate };
  const reports = await listReports(database, date);
  const heads = await listReportHeads(database, date);
  const changed = new Set(
    heads.filter(({ changedWork }) => changedWork !== null).map(({ reportNo }) => reportNo),
  );
  const revisions = revisionsOf([...before, ...reports]);
  const byRules = underEachSettings(reports, settings, ({ audit }) =>
    [...reports.flatMap((report) => findingsOf(report, audit)), ...findingsAmong(reports, audit, before)].map(
      (finding) => keyed(finding, revisions),
    ),
  );
  const others = [
    ...reports.filter(({ reportNo }) => changed.has(reportNo)).map(changedAfterApproval),
    ...standbyOn(reports, businessDate, openStandby),
  ].map((finding) => keyed(finding, revisions));
  const findings = [...byRules, ...others, ...(await standbyOfOthers(database, businessDate, openStandby))];
  await database.transaction((tx) => replaceFindings(tx, { stage: 'report', businessDate }, findings, at));
  return reports;
};

export interface RefreshOrder {
  readonly range: DateRange;
  /** Of the machines whose reports were made. */
  readonly openStandby: ReadonlyMap<string, readonly OpenStandby[]>;
  readonly at: number;
  readonly signal?: AbortSignal;
}

const NOT_LOOKED_AT: ReadonlyMap<string, readonly OpenStandby[]> = new Map();

/**
 * Looks at all reports of some business dates by the consistency rules (domain.md §1.5) and keeps what they say; so too of the
 * date after, whose reports are compared with those before them.
 */
export const refreshFindings = async (
  parts: PaperParts,
  { signal, ...what }: RefreshOrder,
): Promise<void> => {
  const { fromDate, toDate } = what.range;
  const settings = await readSettings(parts.database);
  const eve = addDays(fromDate, -1);
  let before: readonly PlatedReport[] = await listBillableReports(parts.database, {
    fromDate: eve,
    toDate: eve,
  });
  for (let date = fromDate; date <= addDays(toDate, 1); date = addDays(date, 1)) {
    signal?.throwIfAborted();
    const openStandby = date > toDate ? NOT_LOOKED_AT : what.openStandby;
    before = await refreshDate(parts, date, { ...what, openStandby, before, settings });
  }
};

/** What a report says by itself and beside the others of its vehicle, after a correction of it. */
export const refreshFindingsOf = async (
  tx: Queryable,
  report: DailyReport,
  { books, at }: { books: PaperBooks; at: number },
): Promise<void> => {
  const { reportNo, businessDate, clientCode } = report;
  const { audit } = books.settings(clientCode);
  const findings = findingsOf(report, audit).map((each) => keyed(each, revisionsOf([report])));
  const standby = await standbyAbout(tx, report);
  await replaceFindings(tx, { stage: 'report', businessDate, reportNo }, findings, at);
  await replaceStandbyOf(tx, report, standby, at);
  await refreshOverlapsOf(tx, report, { books, at });
};
