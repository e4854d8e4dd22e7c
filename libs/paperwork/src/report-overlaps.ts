import { aboutOneOf, type DailyReport, type Finding, overlappingPlates, type PlatedReport } from '#domain';
import { listBillableReports, type Queryable, replaceFindingsWith } from '#store';
import { keyed, revisionsOf } from './finding-ids.js';
import type { PaperBooks } from './paper-books.js';

/** Machines whose reports may claim the report's vehicle: its own, and those of its plate. */
const machinesOf = ({ machineCode, machine }: DailyReport, { vehicles }: PaperBooks): string[] => [
  machineCode,
  ...vehicles.filter(({ plateNo }) => plateNo !== '' && plateNo === machine.plateNo).map(({ code }) => code),
];

/** Other reports of the vehicle with time within the report's, of any client and date. */
const othersAtOnce = async (
  queryable: Queryable,
  report: DailyReport,
  books: PaperBooks,
): Promise<PlatedReport[]> => {
  const spans = report.dispatches.flatMap((dispatch) => dispatch.spans);
  if (spans.length === 0) return [];
  const near = await listBillableReports(queryable, {
    machineCodes: machinesOf(report, books),
    endedAfter: spans.reduce((at, { startAt }) => Math.min(at, startAt), Number.POSITIVE_INFINITY),
    startedBefore: spans.reduce((at, { endAt }) => Math.max(at, endAt), 0),
  });
  return near.filter(({ reportNo }) => reportNo !== report.reportNo);
};

/** It stands under the later date of its reports, as it does when that date's reports are looked at. */
const laterDate = ({ reportNos }: Finding, reports: readonly PlatedReport[]): string =>
  reports
    .filter(({ reportNo }) => reportNos.includes(reportNo))
    .map(({ businessDate }) => businessDate)
    .sort()
    .at(-1)!;

/** Looks whether the report's time stands in another report of the same vehicle too, and keeps what is found. */
export const refreshOverlapsOf = async (
  tx: Queryable,
  report: DailyReport,
  { books, at }: { readonly books: PaperBooks; readonly at: number },
): Promise<void> => {
  const reports = [report, ...(await othersAtOnce(tx, report, books))];
  const found = aboutOneOf([report], overlappingPlates(reports)).map((finding) => ({
    businessDate: laterDate(finding, reports),
    finding: keyed(finding, revisionsOf(reports)),
  }));
  await replaceFindingsWith(tx, { reportNo: report.reportNo, code: 'overlapping_plates' }, found, at);
};
