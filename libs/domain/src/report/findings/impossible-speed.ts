import type { DailyReport } from '../daily-report.js';
import type { Finding, FindingSettings } from '../finding.js';
import { findingOf, printTimes } from './finding-of.js';

/** Faster than a plow drives (contracts: over 80 km/h is a finding, not a rejection): another vehicle carried the device? */
export const impossibleSpeed = (report: DailyReport, { speedKmh }: FindingSettings): Finding[] =>
  report.evidence.spans
    .filter(({ topSpeedMps }) => topSpeedMps * 3.6 > speedKmh)
    .map(({ topSpeedMps, topSpeedAt }) => {
      const topKmh = Math.round(topSpeedMps * 3.6);
      const time = { startAt: topSpeedAt, endAt: topSpeedAt };
      return findingOf(
        'impossible_speed',
        report,
        {
          evidence: { topKmh, limitKmh: speedKmh },
          ja: `${printTimes(time).slice(0, 16)} に時速 ${topKmh} km が記録されています。端末が除雪機械に付いているか確かめてください。`,
          en: `${topKmh} km/h at ${printTimes(time).slice(0, 16)}: see whether the device rides on the machine.`,
        },
        time,
      );
    });
