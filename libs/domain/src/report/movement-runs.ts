import type { TimeSpan } from '../calendar/split-span.js';
import type { PressedStop } from './pressed-stops.js';
import type { ReportSpan } from './report-span.js';
import type { EvidenceSpan } from './track-evidence.js';

/** A machine's time out: from its first movement to its last, without a stop as long as `gapMs` that no button names. */
export interface MovementRun extends TimeSpan {
  /** First and last movement, without the stops before and after it. */
  readonly leftAt: number;
  readonly backAt: number;
  readonly activities: readonly ReportSpan[];
}

const byStart = (a: TimeSpan, b: TimeSpan): number => a.startAt - b.startAt;

const movedWithin = (moves: readonly TimeSpan[], run: TimeSpan): { leftAt: number; backAt: number } => {
  const own = moves.filter(({ startAt, endAt }) => startAt >= run.startAt && endAt <= run.endAt);
  return {
    leftAt: own.length === 0 ? run.startAt : own[0].startAt,
    backAt: own.reduce((at, { endAt }) => Math.max(at, endAt), run.startAt),
  };
};

/** Movement by the fixes and passes on the roads, in runs. Movement that touches no road (in the yard) is none. */
export const movementRuns = (
  activities: readonly ReportSpan[],
  evidence: readonly EvidenceSpan[],
  { gapMs, stops }: { readonly gapMs: number; readonly stops: readonly PressedStop[] },
): MovementRun[] => {
  const moving = evidence.filter(({ kind }) => kind === 'moving');
  const moves: TimeSpan[] = [...activities, ...moving].sort(byStart);
  const runs: { startAt: number; endAt: number }[] = [];
  for (const { startAt, endAt } of [...moves, ...stops].sort(byStart)) {
    const last = runs[runs.length - 1];
    if (last !== undefined && startAt - last.endAt < gapMs) last.endAt = Math.max(last.endAt, endAt);
    else runs.push({ startAt, endAt });
  }
  return runs
    .map(({ startAt, endAt }) => ({
      startAt,
      endAt,
      ...movedWithin(moves, { startAt, endAt }),
      activities: activities.filter((span) => span.startAt >= startAt && span.endAt <= endAt),
    }))
    .filter((run) => run.activities.length > 0);
};
