import { secondsOf } from '../../calendar/split-span.js';
import type { DailyReport } from '../daily-report.js';
import type { Finding, FindingSettings } from '../finding.js';
import { findingOf, printTimes } from './finding-of.js';

/** Time on a dispatch without any fix: it needs a reason, or substitute evidence. */
export const gpsGap = (report: DailyReport, { gapS }: FindingSettings): Finding[] =>
  report.evidence.spans
    .filter((span) => span.kind === 'gap' && secondsOf(span) > gapS)
    .map((gap) =>
      findingOf(
        'gps_gap',
        report,
        {
          evidence: { gapS: secondsOf(gap), limitS: gapS },
          ja: `${printTimes(gap)} の ${Math.round(secondsOf(gap) / 60)} 分間、測位がありません。理由を書き、タコグラフなどの写真があれば添えてください。`,
          en: `No fix came for ${Math.round(secondsOf(gap) / 60)} min (${printTimes(gap)}): give the reason, and a photo of the tachograph where there is one.`,
        },
        gap,
      ),
    );
