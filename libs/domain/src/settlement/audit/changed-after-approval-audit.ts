import type { DailyReport } from '../../report/daily-report.js';
import { changedAfterApproval } from '../../report/findings/changed-after-approval.js';
import { type AuditFinding, aboutReport } from './audit-finding.js';

/** The report's finding of late fixes after its approval, as a block on payment. */
export const changedAfterApprovalAudit = (report: DailyReport): AuditFinding => {
  const { evidence, ja, en } = changedAfterApproval(report);
  return aboutReport('changed_after_approval', report, { evidence, ja, en });
};
