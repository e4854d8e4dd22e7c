import type { ReplayRun } from './replay-run.js';
import { type SessionScore, scoreSessions } from './replay-score.js';
import type { ReplayStorm } from './replay-storm.js';

/** What `--json` prints of one file; errors and ratios are shares, 0.1 = 10 %. */
export interface ReplayReport extends SessionScore {
  readonly file: string;
  /** Lines of the file, its distinct fixes, and how many of these the store has. */
  readonly rows: number;
  readonly distinctFixes: number;
  readonly storedFixes: number;
  readonly rejectedFixes: number;
  readonly exactlyOnce: boolean;
  readonly requests: number;
  readonly resentRequests: number;
  readonly sendS: number;
  readonly matchS: number;
  readonly fixesPerS: number;
}

export const reportOf = (storm: ReplayStorm, run: ReplayRun): ReplayReport => ({
  file: storm.file,
  rows: storm.rowCount,
  distinctFixes: storm.fixCount,
  storedFixes: run.stored,
  rejectedFixes: run.rejected,
  exactlyOnce: run.stored === storm.fixCount && run.rejected === 0,
  requests: run.sent.requests,
  resentRequests: run.sent.resent,
  sendS: run.sendS,
  matchS: run.matchS,
  fixesPerS: storm.fixCount / run.sendS,
  ...scoreSessions(run.sessions),
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const printScore = (score: SessionScore): string =>
  `${score.sessions} sessions, median |matched / odometer − 1| ${percent(score.medianError)}, ` +
  `90 % within ${percent(score.p90Error)}, median ratio ${score.medianRatio.toFixed(3)}, ` +
  `${score.matchedKm.toFixed(1)} km matched of ${score.odometerKm.toFixed(1)} km`;

export const printReport = (report: ReplayReport): string => {
  const once = report.exactlyOnce ? 'each exactly once' : 'NOT each exactly once';
  return (
    `${report.file}\n` +
    `  ${report.rows} rows, ${report.distinctFixes} distinct fixes; ${report.storedFixes} stored ` +
    `(${report.rejectedFixes} kept aside): ${once}\n` +
    `  sent in ${report.sendS.toFixed(1)} s (${Math.round(report.fixesPerS)} fixes/s, ${report.requests} requests, ` +
    `${report.resentRequests} sent again), all matched ${report.matchS.toFixed(1)} s later\n` +
    `  ${printScore(report)}\n`
  );
};

/** One line over all files. */
export const printAll = (score: SessionScore): string => `全体 / all: ${printScore(score)}\n`;
