import { type AuditedReport, type AuditFinding, aboutReport } from './audit-finding.js';

/** Work is billed for which no fix was ever received. */
export const machineWithoutGps = (report: AuditedReport): AuditFinding[] => {
  const fixes = report.evidence.spans.reduce((sum, { fixCount }) => sum + fixCount, 0);
  const { workS } = report.totals;
  if (workS === 0 || fixes > 0) return [];
  return [
    aboutReport('machine_without_gps', report, {
      evidence: { workS, fixes },
      ja: `日報「${report.reportNo}」の作業 ${Math.round(workS / 60)} 分には測位がありません。タコグラフか写真を確かめてください。`,
      en: `No fix was received for the ${Math.round(workS / 60)} min of work in report "${report.reportNo}": look at tachograph or photos.`,
    }),
  ];
};
