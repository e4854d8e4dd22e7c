import type { DailyReport } from '../daily-report.js';
import type { Finding, FindingSettings } from '../finding.js';
import { findingOf } from './finding-of.js';

/** More work was reported than the fixes and passes show, by more than the tolerance. */
export const reportedOverGps = (report: DailyReport, { overGpsS }: FindingSettings): Finding[] => {
  const { workS } = report.totals;
  const overS = workS - report.recordedWorkS;
  if (overS <= overGpsS) return [];
  return [
    findingOf('reported_over_gps', report, {
      evidence: { reportedS: workS, recordedS: report.recordedWorkS, toleranceS: overGpsS },
      ja: `報告された作業 ${Math.round(workS / 60)} 分が、測位で確認できる ${Math.round(report.recordedWorkS / 60)} 分を上回っています。証拠(タコグラフ・写真)を確かめてください。`,
      en: `${Math.round(workS / 60)} min of work are reported where the fixes show ${Math.round(report.recordedWorkS / 60)}: look at other evidence (tachograph, photos).`,
    }),
  ];
};
