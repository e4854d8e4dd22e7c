import {
  addDays,
  canonicalJson,
  composeReport,
  type DailyReport,
  type Fix,
  type KnownFacts,
  type LocalDate,
  makeReports,
  type OpenStandby,
  passesHash,
  type ReportContext,
  type ReportSettings,
} from '#domain';
import type { Queryable, StoredVehicle } from '#store';
import { readKnown } from './known-facts.js';
import { hasRecord, type MachineRecord, readMachine, reportInput } from './machine-record.js';
import type { PaperBooks } from './paper-books.js';

/** Business dates, both included. */
export interface DateRange {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

interface FreshParts {
  readonly books: PaperBooks;
  readonly settings: ReportSettings;
  readonly range: DateRange;
  /** Crew and weather; left out where only the work is asked for. */
  readonly known?: KnownFacts;
}

const WEEK = 7;

/** The range in parts of a week: a machine's fixes of a month are too many to be read at once. */
export const weeksOf = ({ fromDate, toDate }: DateRange): DateRange[] => {
  const weeks: DateRange[] = [];
  for (let from = fromDate; from <= toDate; from = addDays(from, WEEK)) {
    const last = addDays(from, WEEK - 1);
    weeks.push({ fromDate: from, toDate: last < toDate ? last : toDate });
  }
  return weeks;
};

/** What a machine's record says now, before anybody touched it. */
export interface FreshReports {
  readonly record: MachineRecord;
  readonly reports: readonly DailyReport[];
  readonly openStandby: readonly OpenStandby[];
}

/** Makes a machine's reports of some business dates from what is stored; null where nothing is recorded of it. */
export const freshReports = async (
  queryable: Queryable,
  vehicle: StoredVehicle,
  parts: FreshParts,
): Promise<FreshReports | null> => {
  const record = await readMachine(queryable, vehicle, parts.range);
  if (!hasRecord(record)) return null;
  return { record, ...remakeFrom(record, parts) };
};

/** The same from a record that was read already, such as by other settings. */
export const remakeFrom = (
  record: MachineRecord,
  { books, settings, range, known }: FreshParts,
): Omit<FreshReports, 'record'> => {
  const { reports, openStandby } = makeReports(reportInput(record, books, known), settings);
  const isWanted = ({ businessDate }: DailyReport): boolean =>
    range.fromDate <= businessDate && businessDate <= range.toDate;
  return { reports: reports.filter(isWanted), openStandby };
};

/** What a report's sums are made with, by the contract version that it names. */
export const contextOf = (report: DailyReport, { contracts, roads }: PaperBooks): ReportContext => ({
  calendar: contracts.find(({ id }) => id === report.contractId)?.calendar ?? null,
  roads,
});

/** The report with nothing in it: what its machine's record says when no pass or standby of it is left. */
const emptied = (report: DailyReport, books: PaperBooks): DailyReport => ({
  ...composeReport(
    {
      ...report,
      passes: [],
      passesHash: passesHash([]),
      outside: [],
      recordedWorkS: 0,
      evidence: { ...report.evidence, spans: [], minutes: [], workTypes: [], mock: [] },
    },
    [],
    contextOf(report, books),
  ),
});

/** Do both say the same work and entries, by the same passes, under the same contract? */
export const saysTheSame = (a: DailyReport, b: DailyReport): boolean =>
  a.passesHash === b.passesHash &&
  a.contractVersion === b.contractVersion &&
  canonicalJson([a.dispatches, a.outside, a.entries]) === canonicalJson([b.dispatches, b.outside, b.entries]);

/** In the hands of the driver, or back in them: it takes over what the record says. */
export const isOpen = ({ state }: DailyReport): boolean => state === 'draft' || state === 'returned';

const byNo = (reports: readonly DailyReport[]): Map<string, DailyReport> =>
  new Map(reports.map((report) => [report.reportNo, report]));

/** Has retention dropped fixes that the report rests on? Then the record does not say any more what the work was. */
const isForgotten = ({ evidence: { spans } }: DailyReport, fixes: readonly Fix[]): boolean => {
  if (spans.length === 0) return false;
  const seen = spans.reduce((sum, { fixCount }) => sum + fixCount, 0);
  const [fromAt, toAt] = [spans[0].startAt, spans[spans.length - 1].endAt];
  return fixes.filter(({ fixAt }) => fromAt <= fixAt && fixAt <= toAt).length < seen;
};

/**
 * What the record says of a stored report now: of an open one by today's settings, of any other by its own. Null where the
 * record is no more what the report was made from.
 */
export const freshBySettings = (
  fresh: FreshReports | null,
  { books, settings, range }: { books: PaperBooks; settings: ReportSettings; range: DateRange },
): ((report: DailyReport) => DailyReport | null) => {
  const made = new Map([[canonicalJson(settings), byNo(fresh?.reports ?? [])]]);
  const madeBy = (own: ReportSettings): Map<string, DailyReport> => {
    const key = canonicalJson(own);
    const known = made.get(key);
    if (known !== undefined || fresh === null) return known ?? new Map();
    const again = byNo(remakeFrom(fresh.record, { books, settings: own, range }).reports);
    made.set(key, again);
    return again;
  };
  return (report) =>
    isForgotten(report, fresh?.record.fixes ?? [])
      ? null
      : (madeBy(isOpen(report) ? settings : report.settings).get(report.reportNo) ?? emptied(report, books));
};

/** The same of one report. */
export const freshOf = async (
  queryable: Queryable,
  report: DailyReport,
  books: PaperBooks,
): Promise<DailyReport | null> => {
  const vehicle = books.vehicles.find(({ code }) => code === report.machineCode);
  if (vehicle === undefined) return null;
  const settings = books.settings(vehicle.authorityCode).report;
  const range = { fromDate: report.businessDate, toDate: report.businessDate };
  const known = isOpen(report) ? (await readKnown(queryable, range))(vehicle.code) : undefined;
  const fresh = await freshReports(queryable, vehicle, { books, settings, range, known });
  return freshBySettings(fresh, { books, settings, range })(report);
};
