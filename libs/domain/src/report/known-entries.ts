import { localDateOf, startOfDate } from '../calendar/local-date.js';
import { ALL_AREAS, type SnowGauge } from '../plan/snow-gauge.js';
import type { ReportEntries } from './daily-report.js';
import type { ReportSpan } from './report-span.js';

/** What is known of crew and weather besides a machine's own record. */
export interface KnownFacts {
  /** The machine's only driver; null where it has several, or none. */
  readonly operator: string | null;
  readonly snow: SnowGauge;
}

const DAY_MS = 86_400_000;
/** New snow is counted from 18:00 (domain.md §4.3: 新積雪 since the last clearing or 18:00). */
const COUNTED_FROM_MS = 18 * 3_600_000;

const countedFrom = (startAt: number): number => {
  const at = startOfDate(localDateOf(startAt)) + COUNTED_FROM_MS;
  return at <= startAt ? at : at - DAY_MS;
};

/** Centimetres of the worst hit work zone that a dispatch worked in. */
const fallen = (snow: SnowGauge, spans: readonly ReportSpan[], fromAt: number): number => {
  const areas = new Set(spans.map(({ workZoneCode }) => workZoneCode ?? ALL_AREAS));
  const { endAt } = spans[spans.length - 1];
  return Math.max(...[...areas].map((area) => snow.newSnowCm(area, fromAt, endAt)));
};

/**
 * The entries of a report that nobody needs to write: its operator; new snow, in 0.1 cm, from 18:00 before it until its end;
 * and 雪 where some fell while the machine was out. New snow is no depth: of that, and of weather without snow, nothing is said.
 */
export const knownEntries = (
  dispatches: readonly (readonly ReportSpan[])[],
  { operator, snow }: KnownFacts,
): Partial<ReportEntries> => {
  const out = dispatches.filter((spans) => spans.length > 0);
  if (out.length === 0) return { operator };
  const fromAt = countedFrom(out[0][0].startAt);
  const newSnowCm = Math.round(fallen(snow, out.flat(), fromAt) * 10) / 10;
  const isSnowing = out.some((spans) => fallen(snow, spans, spans[0].startAt) > 0);
  return { operator, newSnowCm: newSnowCm > 0 ? newSnowCm : null, weather: isSnowing ? '雪' : null };
};
