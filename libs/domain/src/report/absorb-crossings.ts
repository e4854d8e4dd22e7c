import type { ReportSpan } from './report-span.js';
import { isSameDoing, joinSpans } from './span-tools.js';

type Doing = Pick<ReportSpan, 'workType' | 'ownerCode' | 'routeCode' | 'workZoneCode'>;

const doingOf = ({ workType, ownerCode, routeCode, workZoneCode }: ReportSpan): Doing => ({
  workType,
  ownerCode,
  routeCode,
  workZoneCode,
});

/** Longer than a moment: what a short piece of work may be added to. */
export const isLasting = (span: ReportSpan, crossingMs: number): boolean =>
  span.endAt - span.startAt > crossingMs;

/** Index of the span with which the work of span `from` goes on after nothing but a crossing; `from` where it does not. */
const afterCrossing = (spans: readonly ReportSpan[], from: number, crossingMs: number): number => {
  const first = spans[from];
  for (let to = from + 1; to < spans.length; to += 1) {
    const next = spans[to];
    const meets = next.startAt === spans[to - 1].endAt && next.activity === 'work';
    if (!meets || next.startAt - first.endAt > crossingMs) return from;
    if (isSameDoing(first, next)) return to;
  }
  return from;
};

/** Work between two pieces of the same work takes their place. */
const withoutCrossings = (spans: readonly ReportSpan[], crossingMs: number): ReportSpan[] => {
  const result: ReportSpan[] = [];
  let i = 0;
  while (i < spans.length) {
    const to = spans[i].activity === 'work' ? afterCrossing(spans, i, crossingMs) : i;
    const doing = doingOf(spans[i]);
    result.push(spans[i], ...spans.slice(i + 1, to).map((span) => ({ ...span, ...doing })));
    i = Math.max(to, i + 1);
  }
  return joinSpans(result);
};

/** A moment's work on another owner's road takes the place of the lasting work that it touches. */
const withoutSplinters = (spans: readonly ReportSpan[], crossingMs: number): ReportSpan[] =>
  joinSpans(
    spans.map((span, i) => {
      if (span.activity !== 'work' || isLasting(span, crossingMs)) return span;
      const [before, after] = [spans[i - 1], spans[i + 1]];
      const host = [after, before].find(
        (other) =>
          other?.activity === 'work' &&
          other.ownerCode !== span.ownerCode &&
          isLasting(other, crossingMs) &&
          (other.startAt === span.endAt || other.endAt === span.startAt),
      );
      return host === undefined ? span : { ...span, ...doingOf(host) };
    }),
  );

/**
 * Work that meets other roads for a moment (a city's plow over a state road, its blade down) stands under the road that it
 * goes on with or came from, so that nobody is billed for a crossing.
 */
export const absorbCrossings = (spans: readonly ReportSpan[], crossingMs: number): ReportSpan[] =>
  withoutSplinters(withoutCrossings(spans, crossingMs), crossingMs);
