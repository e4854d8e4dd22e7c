import { NIGHT_RULE } from '../calendar/business-date.js';
import { type TimeSpan, wholeSecond } from '../calendar/split-span.js';
import type { PressedActivity, WorkState } from '../events.js';
import type { Pass } from '../pass/pass.js';
import type { ReportSpan } from './report-span.js';
import { cutSpan, joinSpans } from './span-tools.js';
import type { EvidenceSpan } from './track-evidence.js';

/** A stop that the driver's button names: 待機・休憩・故障・給油 (domain.md §1.2). */
export interface PressedStop extends TimeSpan {
  readonly activity: PressedActivity;
}

/** A longer stop was a button that nobody pressed again: the night is over by then (業務日), and nothing is claimed. */
const LONGEST_MS = NIGHT_RULE.withinMs;

/** When a state no more holds: at the vehicle's next one. */
const untilNext = (state: WorkState, states: readonly WorkState[]): number =>
  Math.min(...states.filter(({ at }) => at > state.at).map(({ at }) => at));

/**
 * The stops of one machine, in order: from the button, or from the standstill that the machine was coming to, until the next
 * button or movement. A button that nobody pressed again therefore claims no more than one stop.
 */
export const pressedStops = (
  states: readonly WorkState[],
  evidence: readonly EvidenceSpan[],
): PressedStop[] => {
  const moving = evidence.filter(({ kind }) => kind === 'moving');
  return [...states]
    .sort((a, b) => a.at - b.at)
    .flatMap((state): PressedStop[] => {
      const { at, activity } = state;
      if (!activity) return [];
      const under = moving.find(({ startAt, endAt }) => startAt <= at && at < endAt);
      const startAt = under?.endAt ?? wholeSecond(at);
      const movesAt = Math.min(...moving.map((drive) => drive.startAt).filter((from) => from >= startAt));
      const endAt = Math.min(wholeSecond(untilNext(state, states)), movesAt);
      return startAt < endAt && endAt - startAt <= LONGEST_MS ? [{ startAt, endAt, activity }] : [];
    });
};

/** One span with a stop in it: the stop takes its seconds; its metres stay with the rest of it. */
const withStop = (span: ReportSpan, stop: PressedStop, passes: readonly Pass[]): ReportSpan[] => {
  const parts = cutSpan(span, passes, [stop.startAt, stop.endAt]);
  const isStop = ({ startAt, endAt }: ReportSpan): boolean => startAt >= stop.startAt && endAt <= stop.endAt;
  const rest = parts.find((part) => !isStop(part));
  return parts.map((part) => {
    if (isStop(part)) return { ...part, activity: stop.activity, workType: null, coveredCm: 0 };
    const lostCm = parts.filter(isStop).reduce((sum, { coveredCm }) => sum + coveredCm, 0);
    return part === rest ? { ...part, coveredCm: part.coveredCm + lostCm } : part;
  });
};

/** Spans of a run with what the driver's button said of its stops. */
export const withStops = (
  spans: readonly ReportSpan[],
  stops: readonly PressedStop[],
  passes: readonly Pass[],
): ReportSpan[] =>
  stops.reduce<ReportSpan[]>(
    (all, stop) => joinSpans(all.flatMap((span) => withStop(span, stop, passes))),
    [...spans],
  );
