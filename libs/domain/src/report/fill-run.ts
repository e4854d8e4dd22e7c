import type { TimeSpan } from '../calendar/split-span.js';
import type { MovementRun } from './movement-runs.js';
import type { ReportSettings } from './report-settings.js';
import type { Activity, ReportSpan } from './report-span.js';
import { joinSpans, placelessSpan } from './span-tools.js';
import type { EvidenceSpan } from './track-evidence.js';

const activityOf = ({ kind, startAt, endAt }: EvidenceSpan, settings: ReportSettings): Activity => {
  if (kind === 'gap') return 'unrecorded';
  return kind === 'standing' && endAt - startAt >= settings.breakMs ? 'break' : 'deadhead';
};

/** What the fixes say of a time that no pass explains; nothing is claimed of time without fixes. */
const fromEvidence = (
  hole: TimeSpan,
  evidence: readonly EvidenceSpan[],
  settings: ReportSettings,
): ReportSpan[] => {
  const spans: ReportSpan[] = [];
  let { startAt } = hole;
  for (const span of evidence) {
    if (span.endAt <= startAt || span.startAt >= hole.endAt) continue;
    if (span.startAt > startAt) spans.push(placelessSpan('unrecorded', { startAt, endAt: span.startAt }));
    const endAt = Math.min(span.endAt, hole.endAt);
    spans.push(
      placelessSpan(activityOf(span, settings), { startAt: Math.max(startAt, span.startAt), endAt }),
    );
    startAt = endAt;
  }
  if (startAt < hole.endAt) spans.push(placelessSpan('unrecorded', { startAt, endAt: hole.endAt }));
  return spans;
};

/** The spans of a run, end to end from its first second to its last: its passes, and what the fixes say between them. */
export const fillRun = (
  run: MovementRun,
  evidence: readonly EvidenceSpan[],
  settings: ReportSettings,
): ReportSpan[] => {
  const spans: ReportSpan[] = [];
  let at = run.startAt;
  for (const activity of run.activities) {
    const last = spans[spans.length - 1];
    const isSeam = last !== undefined && activity.startAt - at <= settings.seamMs;
    if (isSeam) spans[spans.length - 1] = { ...last, endAt: activity.startAt };
    else spans.push(...fromEvidence({ startAt: at, endAt: activity.startAt }, evidence, settings));
    spans.push(activity);
    at = activity.endAt;
  }
  spans.push(...fromEvidence({ startAt: at, endAt: run.endAt }, evidence, settings));
  return joinSpans(spans);
};
