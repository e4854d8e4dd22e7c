import type { DailyReport } from '../../report/daily-report.js';
import { changedAfterApproval } from '../../report/findings/changed-after-approval.js';
import { type AuditFinding, aboutReport, auditId } from './audit-finding.js';

/** Names one change of a report, so that another one asks again. `changedWork`: the `workHash` of what is recorded now. */
export const changedAuditId = (
  report: Pick<DailyReport, 'reportNo' | 'revision'>,
  changedWork: string,
): string => `${auditId('changed_after_approval', [report])} ${changedWork}`;

/** The report's finding of a change after its approval, as a block on payment. */
export const changedAfterApprovalAudit = (report: DailyReport, changedWork: string): AuditFinding => {
  const { evidence, ja, en } = changedAfterApproval(report);
  const audit = aboutReport('changed_after_approval', report, { evidence, ja, en });
  return { ...audit, id: changedAuditId(report, changedWork) };
};
