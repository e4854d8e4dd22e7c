import { secondsOf } from '../../calendar/split-span.js';
import type { WorkType } from '../../fix/fix.js';
import type { ReportSpan } from '../../report/report-span.js';
import { type AuditedReport, type AuditFinding, type AuditSettings, aboutReport } from './audit-finding.js';

/** Work that goes on in one place: loading snow. */
const STATIONARY: readonly WorkType[] = ['hauling'];

const isProgressive = ({ workType }: ReportSpan): boolean =>
  workType !== null && !STATIONARY.includes(workType);

/** Hours of work on a dispatch that hardly covered any road. */
export const hoursWithoutProgress = (report: AuditedReport, settings: AuditSettings): AuditFinding[] => {
  const slow = report.dispatches
    .map(({ spans }) => spans.filter(isProgressive))
    .map((spans) => ({
      workS: spans.reduce((sum, span) => sum + secondsOf(span), 0),
      coveredM: Math.round(spans.reduce((sum, span) => sum + span.coveredCm, 0) / 100),
    }))
    .filter(
      ({ workS, coveredM }) =>
        workS >= settings.progressS && coveredM * 3600 < workS * settings.progressMPerHour,
    );
  if (slow.length === 0) return [];
  const workS = slow.reduce((sum, dispatch) => sum + dispatch.workS, 0);
  const coveredM = slow.reduce((sum, dispatch) => sum + dispatch.coveredM, 0);
  return [
    aboutReport('hours_without_progress', report, {
      evidence: { workS, coveredM, leastMPerHour: settings.progressMPerHour },
      ja: `日報「${report.reportNo}」は作業 ${(workS / 3600).toFixed(1)} 時間で延長が ${coveredM} m しかありません。作業内容を確かめてください。`,
      en: `Report "${report.reportNo}" has ${(workS / 3600).toFixed(1)} h of work over only ${coveredM} m: see what was done.`,
    }),
  ];
};
