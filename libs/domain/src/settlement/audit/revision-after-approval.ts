import { type AuditedReport, type AuditFinding, aboutReport } from './audit-finding.js';

/** The report was changed after it had been approved once. */
export const revisionAfterApproval = (report: AuditedReport): AuditFinding[] => {
  const revision = report.history.findLast(({ action }) => action === 'revise');
  if (revision === undefined) return [];
  return [
    aboutReport('revision_after_approval', report, {
      evidence: { revision: report.revision, revisedAt: revision.at },
      ja: `日報「${report.reportNo}」は承認後に改版されています(第 ${report.revision} 版、理由「${revision.reason ?? ''}」)。前の版との違いを確かめてください。`,
      en: `Report "${report.reportNo}" was revised after approval (revision ${report.revision}, reason "${revision.reason ?? ''}"): compare it with the one before.`,
    }),
  ];
};
