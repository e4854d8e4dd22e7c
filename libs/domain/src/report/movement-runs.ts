import type { TimeSpan } from '../calendar/split-span.js';
import type { ReportSpan } from './report-span.js';
import type { EvidenceSpan } from './track-evidence.js';

/** A machine's time out: from its first movement to its last, without a stop as long as `gapMs`. */
export interface MovementRun extends TimeSpan {
  readonly activities: readonly ReportSpan[];
}

/** Movement by the fixes and passes on the roads, in runs. Movement that touches no road (in the yard) is none. */
export const movementRuns = (
  activities: readonly ReportSpan[],
  evidence: readonly EvidenceSpan[],
  gapMs: number,
): MovementRun[] => {
  const moving = evidence.filter(({ kind }) => kind === 'moving');
  const times: TimeSpan[] = [...activities, ...moving].sort((a, b) => a.startAt - b.startAt);
  const runs: { startAt: number; endAt: number }[] = [];
  for (const { startAt, endAt } of times) {
    const last = runs[runs.length - 1];
    if (last !== undefined && startAt - last.endAt < gapMs) last.endAt = Math.max(last.endAt, endAt);
    else runs.push({ startAt, endAt });
  }
  return runs
    .map(({ startAt, endAt }) => ({
      startAt,
      endAt,
      activities: activities.filter((span) => span.startAt >= startAt && span.endAt <= endAt),
    }))
    .filter((run) => run.activities.length > 0);
};
