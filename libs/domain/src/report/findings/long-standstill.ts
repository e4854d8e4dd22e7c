import { sharedSeconds } from '../../calendar/split-span.js';
import type { DailyReport } from '../daily-report.js';
import type { Finding, FindingSettings } from '../finding.js';
import { findingOf, printTimes } from './finding-of.js';

/** The machine stood still for long while the report says work: perhaps it was standby. */
export const longStandstill = (report: DailyReport, { standstillS }: FindingSettings): Finding[] => {
  const work = report.dispatches.flatMap(({ spans }) => spans).filter(({ activity }) => activity === 'work');
  return report.evidence.spans
    .filter(({ kind }) => kind === 'standing')
    .map((standing) => ({
      standing,
      stoodS: work.reduce((sum, span) => sum + sharedSeconds(span, standing), 0),
    }))
    .filter(({ stoodS }) => stoodS > standstillS)
    .map(({ standing, stoodS }) =>
      findingOf(
        'long_standstill',
        report,
        {
          evidence: { stoodS, limitS: standstillS },
          ja: `${printTimes(standing)} に ${Math.round(stoodS / 60)} 分止まったまま作業とされています。待機または休憩でないか確かめてください。`,
          en: `It stood still for ${Math.round(stoodS / 60)} min of reported work (${printTimes(standing)}): see whether that was standby or a break.`,
        },
        standing,
      ),
    );
};
