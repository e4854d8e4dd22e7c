import {
  type DailyReport,
  type Finding,
  type KeyedFinding,
  type LocalDate,
  localDateOf,
  type OpenStandby,
  saysStandby,
  standbyWithoutEnd,
} from '#domain';
import { listFindings, listReportHeads, type Queryable, replaceFindingsWith } from '#store';
import { keyed, revisionsOf } from './finding-ids.js';

const CODE = 'standby_without_end';

/** Standby of a date without an end, at the machine's reports of that date where it has some. */
export const standbyOn = (
  reports: readonly DailyReport[],
  date: LocalDate,
  openStandby: ReadonlyMap<string, readonly OpenStandby[]>,
): Finding[] =>
  [...openStandby].flatMap(([machineCode, open]) =>
    standbyWithoutEnd(
      machineCode,
      open.filter(({ order }) => localDateOf(order.orderedAt) === date),
      reports.filter((report) => report.machineCode === machineCode),
    ),
  );

/** What was found of machines whose standby nobody has looked at now. */
export const standbyOfOthers = async (
  queryable: Queryable,
  date: LocalDate,
  openStandby: ReadonlyMap<string, readonly OpenStandby[]>,
): Promise<KeyedFinding[]> =>
  (await listFindings(queryable, { stage: 'report', fromDate: date, toDate: date }))
    .map(({ finding }) => finding)
    .filter(({ code, machineCodes }) => code === CODE && !openStandby.has(machineCodes[0]));

/** What is found now of standby at a report. */
export const standbyAbout = async (queryable: Queryable, { reportNo }: DailyReport): Promise<Finding[]> =>
  (await listFindings(queryable, { stage: 'report', reportNos: [reportNo] }))
    .map(({ finding }) => finding as Finding)
    .filter(({ code }) => code === CODE);

/** Of that, what the report still leaves open after a correction. */
export const replaceStandbyOf = async (
  tx: Queryable,
  report: DailyReport,
  found: readonly Finding[],
  at: number,
): Promise<void> => {
  const { reportNo, businessDate } = report;
  const open = found.filter(({ startAt }) => !saysStandby(report, startAt));
  const heads = await listReportHeads(tx, { reportNos: open.flatMap(({ reportNos }) => reportNos) });
  const revisions = revisionsOf([...heads, report]);
  const dated = open.map((finding) => ({ businessDate, finding: keyed(finding, revisions) }));
  await replaceFindingsWith(tx, { reportNo, code: CODE }, dated, at);
};
