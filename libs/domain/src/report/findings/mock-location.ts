import type { DailyReport } from '../daily-report.js';
import type { Finding } from '../finding.js';
import { findingOf, printTimes } from './finding-of.js';

/** The phone itself said that an app made its positions. */
export const mockLocation = (report: DailyReport): Finding[] =>
  report.evidence.mock.map((run) =>
    findingOf(
      'mock_location',
      report,
      {
        evidence: { fixCount: run.fixCount },
        ja: `${printTimes(run)} の測位 ${run.fixCount} 件は、端末が疑似位置と報告しています。運転手に確かめてください。`,
        en: `${run.fixCount} fixes (${printTimes(run)}) are mock locations by the phone's own word: ask the driver.`,
      },
      run,
    ),
  );
