import type { TimeSpan } from '../calendar/split-span.js';
import type { WorkType } from '../fix/fix.js';

/**
 * A stretch of a machine's fixes: `moving`, `standing` (it stayed within a few metres) or `gap` (no fix came for so long
 * that nothing is known of it). The spans of a track meet end to end.
 */
export interface EvidenceSpan extends TimeSpan {
  readonly kind: 'moving' | 'standing' | 'gap';
  /** Whole metres driven, as the fixes have it. */
  readonly distanceM: number;
  /** Highest speed, reported where the fixes report one, else implied by two of them; and when that was. */
  readonly topSpeedMps: number;
  readonly topSpeedAt: number;
  /** Fixes of the stretch, the one that it begins with included. */
  readonly fixCount: number;
}

/** Where the machine was on a whole minute, between the fixes around it. */
export interface MinutePosition {
  readonly at: number;
  readonly latE6: number;
  readonly lngE6: number;
  readonly moving: boolean;
}

/** The driver's or device's word for the work, from an instant on. */
export interface WorkTypeChange {
  readonly at: number;
  readonly workType: WorkType | null;
}

/** Consecutive fixes that said they were mock, from the first to the last. */
export interface MockRun extends TimeSpan {
  readonly fixCount: number;
}

/** What a report keeps of a machine's fixes: decimated, but enough to see what it did and to compare it with others. */
export interface TrackEvidence {
  readonly deviceIds: readonly number[];
  readonly spans: readonly EvidenceSpan[];
  readonly minutes: readonly MinutePosition[];
  /** Work types in the fixes themselves; the button's are work states. */
  readonly workTypes: readonly WorkTypeChange[];
  /** Runs of fixes that said they were mock. */
  readonly mock: readonly MockRun[];
}

/** How fixes are read. Ours, where no source is named. */
export const EVIDENCE_SETTINGS = {
  /** No fix for longer than this is a gap; the matcher gives no clearance over such a stretch either (bridgeMs). */
  gapMs: 60_000,
  /** Standing: within this distance of where the stay began (GPS wanders by as much) … */
  standingRadiusM: 35,
  /** … for at least this long: below 2 km/h (domain.md §1.5). */
  standingMs: 120_000,
} as const;

export const NO_EVIDENCE: TrackEvidence = {
  deviceIds: [],
  spans: [],
  minutes: [],
  workTypes: [],
  mock: [],
};
