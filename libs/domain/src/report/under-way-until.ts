import type { DailyReport } from './daily-report.js';

/**
 * Until when a report's last dispatch may go on: it has ended once nothing moved for as long as ends a dispatch
 * (`dispatchGapMs`), standby at its end. Null for a report without dispatches.
 */
export const underWayUntil = ({
  dispatches,
  settings,
}: Pick<DailyReport, 'dispatches' | 'settings'>): number | null =>
  dispatches
    .map(({ returnedAt, spans }) =>
      returnedAt === null ? spans[spans.length - 1].endAt : returnedAt + settings.dispatchGapMs,
    )
    .reduce<number | null>((latest, at) => Math.max(latest ?? at, at), null);
