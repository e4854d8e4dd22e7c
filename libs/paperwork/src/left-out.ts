import {
  addDays,
  type Fault,
  firstDateOf,
  lastDateOf,
  REPORT_STATE_JA,
  type ReportState,
  startOfDate,
  withheldReports,
} from '#domain';
import { listReportHeads, type Queryable, type ReportFilter, type StoredSettlement } from '#store';
import { auditsAbout } from './auditing.js';
import { faultOf } from './paper-fault.js';

/** A report with time in a period that is not paid with it, and why. */
export interface LeftOutReport extends Fault<'report_withheld' | 'report_unapproved' | 'report_later'> {
  readonly reportNo: string;
}

interface Standing {
  readonly reportNo: string;
  readonly state: ReportState;
}

export const isPayable = ({ state }: Standing): boolean => state === 'approved' || state === 'settled';

const withheldFault = (reportNo: string) =>
  faultOf(
    'report_withheld',
    `日報「${reportNo}」は、監査の判断で支払いから除いています。`,
    `Report "${reportNo}" is withheld by a decision on an audit.`,
  );

const unapprovedFault = ({ reportNo, state }: Standing) =>
  faultOf(
    'report_unapproved',
    `日報「${reportNo}」は承認されていません(${REPORT_STATE_JA[state]})。承認してから精算し直すと支払われます。`,
    `Report "${reportNo}" is ${state}, not approved: approve it and settle again to have it paid.`,
  );

const laterFault = (reportNo: string) =>
  faultOf(
    'report_later',
    `日報「${reportNo}」は、精算の後に承認されました。精算し直すと支払われます。`,
    `Report "${reportNo}" was approved after the settlement: settle again to have it paid.`,
  );

/** Why a report is not in a settlement of its period. */
export const whyLeftOut = (report: Standing, withheld: ReadonlySet<string>): LeftOutReport => {
  const { reportNo } = report;
  if (withheld.has(reportNo)) return { reportNo, ...withheldFault(reportNo) };
  return { reportNo, ...(isPayable(report) ? laterFault(reportNo) : unapprovedFault(report)) };
};

/** Contracts' reports with time in a month: those of the night before it are among them. */
export const reportsWithin = (contractIds: readonly string[], month: string): ReportFilter => ({
  contractIds,
  endedAfter: startOfDate(firstDateOf(month)),
  startedBefore: startOfDate(addDays(lastDateOf(month), 1)),
});

/** The reports of a settlement's period that are not in it, as they stand now. */
export const leftOutOf = async (
  queryable: Queryable,
  { contractId, period, settlement }: StoredSettlement,
  clientCode: string,
): Promise<LeftOutReport[]> => {
  if (period === 'season') return [];
  const paid = new Set(settlement.reports.map(({ reportNo }) => reportNo));
  const heads = await listReportHeads(queryable, reportsWithin([contractId], period));
  const others = heads.filter(({ reportNo }) => !paid.has(reportNo));
  const { findings, decisions } = await auditsAbout(
    queryable,
    others.map(({ reportNo }) => reportNo),
    clientCode,
  );
  const withheld = withheldReports(findings, decisions);
  return others.map((report) => whyLeftOut(report, withheld));
};
