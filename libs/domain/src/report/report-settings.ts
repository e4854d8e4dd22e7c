import type { WorkType } from '../fix/fix.js';

/** Another one where the same record would make other reports. */
export const REPORT_RULES_VERSION = 1;

/** How a report is made. Ours (domain.md marks them [D] or [G]): an authority may set them otherwise. */
export interface ReportSettings {
  /** A stop of the machine's movement of at least this long ends a dispatch. */
  readonly dispatchGapMs: number;
  /** Time between two passes of no more than this belongs to the span before it. */
  readonly seamMs: number;
  /** Work on other roads for no longer than this, next to lasting work, is a crossing: it stands under that work. */
  readonly crossingMs: number;
  /** Standing off the road for at least this long is a break, not part of the drive. */
  readonly breakMs: number;
  /** Plowing whose type nobody named. */
  readonly plainWorkType: WorkType;
}

export const REPORT_SETTINGS: ReportSettings = {
  dispatchGapMs: 30 * 60_000,
  seamMs: 60_000,
  crossingMs: 30_000,
  breakMs: 10 * 60_000,
  plainWorkType: 'fresh_snow',
};
