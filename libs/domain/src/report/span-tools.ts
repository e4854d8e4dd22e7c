import { addDays, localDateOf, startOfDate } from '../calendar/local-date.js';
import { secondsOf, sharedSeconds, type TimeSpan } from '../calendar/split-span.js';
import type { RoadPlace } from '../contract/contract.js';
import { shareByWeight } from '../money/share-by-weight.js';
import type { Pass } from '../pass/pass.js';
import type { Activity, ReportSpan } from './report-span.js';

export const isSamePlace = (a: RoadPlace, b: RoadPlace): boolean =>
  a.ownerCode === b.ownerCode && a.routeCode === b.routeCode && a.workZoneCode === b.workZoneCode;

export const isSameDoing = (a: ReportSpan, b: ReportSpan): boolean =>
  a.activity === b.activity && a.workType === b.workType && isSamePlace(a, b);

const hasPasses = ({ passFrom, passTo }: ReportSpan): boolean => passTo > passFrom;

/** Spans of one doing that meet, as one. */
const joined = (spans: readonly ReportSpan[]): ReportSpan => {
  const [first] = spans;
  if (spans.length === 1) return first;
  return {
    ...first,
    endAt: spans[spans.length - 1].endAt,
    passFrom: (spans.find(hasPasses) ?? first).passFrom,
    passTo: (spans.findLast(hasPasses) ?? first).passTo,
    coveredCm: spans.reduce((sum, { coveredCm }) => sum + coveredCm, 0),
  };
};

/** Spans that meet and are of one activity, type and place become one; spans without a second are left out. */
export const joinSpans = (spans: readonly ReportSpan[]): ReportSpan[] => {
  const runs: ReportSpan[][] = [];
  for (const span of spans) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    if (last !== undefined && last.endAt === span.startAt && isSameDoing(last, span)) run.push(span);
    else runs.push([span]);
  }
  return runs.map(joined).filter(({ startAt, endAt }) => endAt > startAt);
};

/** The part of a list of passes, `[from, to)`, that a stretch of time touches. */
const passesIn = (
  passes: readonly Pass[],
  span: ReportSpan,
  { startAt, endAt }: TimeSpan,
): [number, number] => {
  let { passFrom, passTo } = span;
  while (passFrom < passTo && passes[passFrom].leftAt <= startAt) passFrom += 1;
  while (passTo > passFrom && passes[passTo - 1].enteredAt >= endAt) passTo -= 1;
  return [passFrom, passTo];
};

/** Cuts a span at instants on whole seconds; its metres go to the parts by their seconds, so that none are lost. */
export const cutSpan = (
  span: ReportSpan,
  passes: readonly Pass[],
  cutsAt: readonly number[],
): ReportSpan[] => {
  const inside = cutsAt.filter((at) => at > span.startAt && at < span.endAt).sort((a, b) => a - b);
  if (inside.length === 0) return [span];
  const edges = [span.startAt, ...inside, span.endAt];
  const times = edges.slice(1).map((endAt, i) => ({ startAt: edges[i], endAt }));
  const metres = shareByWeight(
    span.coveredCm,
    times.map((time, i) => ({ code: String(i).padStart(4, '0'), weight: secondsOf(time) })),
  );
  return times.map((time, i) => {
    const [passFrom, passTo] = passesIn(passes, span, time);
    return { ...span, ...time, passFrom, passTo, coveredCm: metres.get(String(i).padStart(4, '0'))! };
  });
};

/** Midnights within a stretch of time. */
export const midnightsIn = ({ startAt, endAt }: TimeSpan): number[] => {
  const midnights: number[] = [];
  for (let date = addDays(localDateOf(startAt), 1); startOfDate(date) < endAt; date = addDays(date, 1))
    midnights.push(startOfDate(date));
  return midnights;
};

/** Does a stretch of time share a second with one of the spans? */
export const touches = (spans: readonly TimeSpan[], time: TimeSpan): boolean =>
  spans.some((span) => sharedSeconds(span, time) > 0);

/** A span of what no pass explains: nowhere yet; it stands under the work that it leads to. */
export const placelessSpan = (activity: Activity, { startAt, endAt }: TimeSpan): ReportSpan => ({
  startAt,
  endAt,
  activity,
  workType: null,
  ownerCode: null,
  routeCode: null,
  workZoneCode: null,
  passFrom: 0,
  passTo: 0,
  coveredCm: 0,
});
