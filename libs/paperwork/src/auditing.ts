import {
  type AuditDecision,
  type AuditFinding,
  addDays,
  auditReports,
  changedAfterApprovalAudit,
  checkDecision,
  type DailyReport,
  type LocalDate,
  type ReportState,
} from '#domain';
import {
  insertDecision,
  listFindings,
  listReportHeads,
  listReports,
  type Queryable,
  replaceFindings,
} from '#store';
import { faultOf, PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { readSettings, underEachSettings } from './paper-settings.js';

/** Reports that may be paid or have been. */
const PAYABLE: readonly ReportState[] = ['approved', 'settled'];

const payableOf = (queryable: Queryable, date: LocalDate): Promise<DailyReport[]> =>
  listReports(queryable, { fromDate: date, toDate: date, states: PAYABLE });

const changedOf = async (
  queryable: Queryable,
  businessDate: LocalDate,
  reports: readonly DailyReport[],
): Promise<AuditFinding[]> => {
  const heads = await listReportHeads(queryable, {
    fromDate: businessDate,
    toDate: businessDate,
    states: PAYABLE,
  });
  const changed = new Set(heads.filter(({ isChanged }) => isChanged).map(({ reportNo }) => reportNo));
  return reports.filter(({ reportNo }) => changed.has(reportNo)).map(changedAfterApprovalAudit);
};

/** Audits before payment: all contractors' and clients' approved reports of some business dates; keeps what they say. */
export const auditDates = async (
  { database }: PaperParts,
  dates: readonly LocalDate[],
  at: number,
): Promise<void> => {
  const settings = await readSettings(database);
  for (const businessDate of [...new Set(dates)].sort()) {
    const before = await payableOf(database, addDays(businessDate, -1));
    const reports = await payableOf(database, businessDate);
    const findings = [
      ...underEachSettings(reports, settings, ({ audit }) => auditReports(reports, audit, before)),
      ...(await changedOf(database, businessDate, reports)),
    ];
    await database.transaction((tx) => replaceFindings(tx, { stage: 'audit', businessDate }, findings, at));
  }
};

/** What the audits found about some reports and what was decided, as the gate takes it. */
export const auditsAbout = async (
  queryable: Queryable,
  reportNos: readonly string[],
): Promise<{ findings: AuditFinding[]; decisions: AuditDecision[] }> => {
  const found = await listFindings(queryable, { stage: 'audit', reportNos });
  return {
    findings: found.map(({ finding }) => finding as AuditFinding),
    decisions: found.flatMap(({ decision }) => decision ?? []),
  };
};

/**
 * Keeps what a person decided about a finding (of an audit, or of the consistency rules before an approval).
 * @throws PaperRefusal where it cannot stand
 */
export const decideFinding = async ({ database }: PaperParts, decision: AuditDecision): Promise<void> => {
  const { findingId } = decision;
  await database.transaction(async (tx) => {
    const [found] = await listFindings(tx, { ids: [findingId], onlyCurrent: false });
    if (found === undefined)
      throw new PaperRefusal([
        faultOf(
          'finding_unknown',
          `指摘「${findingId}」はありません。一覧を読み直してください。`,
          `There is no finding "${findingId}": load the list again.`,
        ),
      ]);
    const faults = checkDecision(found.finding as AuditFinding, decision);
    if (faults.length > 0) throw new PaperRefusal(faults);
    await insertDecision(tx, decision);
  });
};
