import { type Pass, TRACK_GAP_MS, type TrackFollower } from '#domain';
import type { StoredFix, Track, VehiclePlace } from '#store';
import type { VehicleWork } from './vehicle-work.js';

/** Order of matching among fixes of a vehicle: by time, then device, then key. */
export const compareFixes = (a: StoredFix, b: StoredFix): number =>
  a.fixAt - b.fixAt || a.deviceId - b.deviceId || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** The fixes sorted into the order of matching; mostly they are. */
export const inOrder = (fixes: StoredFix[]): StoredFix[] => {
  for (let i = 1; i < fixes.length; i += 1) {
    if (compareFixes(fixes[i - 1], fixes[i]) > 0) return fixes.sort(compareFixes);
  }
  return fixes;
};

export const identityOf = (fix: StoredFix): string => `${fix.fixAt}/${fix.deviceId}/${fix.key}`;

/** A stretch of fix times, both ends included. */
export interface Span {
  readonly fromAt: number;
  readonly toAt: number;
}

export const joinSpans = (a: Span | null, b: Span): Span =>
  a === null ? b : { fromAt: Math.min(a.fromAt, b.fromAt), toAt: Math.max(a.toAt, b.toAt) };

/** What feeding a vehicle's fixes brought, to be written in one transaction. */
export interface Progress {
  readonly passes: Pass[];
  readonly tracks: Map<number, Track>;
}

/** A track as a match from the store left it. */
export interface ResumedRun {
  readonly follower: TrackFollower;
  readonly startedAt: number;
  readonly newest: StoredFix;
  readonly lastReceivedAt: number;
  readonly passes: readonly Pass[];
}

/** What matching knows of one vehicle: its open track, what waits, and what must be matched again. */
export class VehicleTrack {
  /** Follows the open track; null when there is none. */
  follower: TrackFollower | null = null;
  startedAt = 0;
  /** The newest fix that was matched, of the open track or of the last closed one. */
  newest: StoredFix | null = null;
  newestAt = Number.NEGATIVE_INFINITY;
  lastReceivedAt = Number.NEGATIVE_INFINITY;
  /** No pass taken so far was left after this: an event later than this changes nothing that is stored. */
  finalUntil = Number.NEGATIVE_INFINITY;
  /** Committed fixes that are not matched yet. */
  pending: StoredFix[] = [];
  /** Versions of the marks that cover everything enqueued so far. */
  fixMark: string | null = null;
  eventMark: string | null = null;
  /** To be matched again from the stored fixes. */
  late: Span | null = null;
  rematchedAt = Number.NEGATIVE_INFINITY;
  /** Fixes must wait until the vehicle was matched from the store. */
  held = false;
  /** The open track is over by the clock and waits to be closed. */
  closing = false;
  /** Transactions of live passes that are not committed yet. */
  unwritten = 0;
  /** Fixes that the last match from the store read: they may still be pending. */
  alreadyMatched: Set<string> | null = null;
  private placed: VehiclePlace | null = null;

  constructor(
    readonly vehicleId: number,
    readonly partition: number,
    readonly work: VehicleWork,
  ) {}

  addLate(span: Span): void {
    this.late = joinSpans(this.late, span);
  }

  /** Takes the final passes of the open track over into `progress`. */
  takePasses(progress: Progress): void {
    for (const pass of this.follower?.takePasses() ?? []) {
      progress.passes.push(pass);
      this.finalUntil = Math.max(this.finalUntil, pass.leftAt);
    }
  }

  noteTrack(progress: Progress, closed: boolean): void {
    const { vehicleId, startedAt, newestAt } = this;
    progress.tracks.set(startedAt, { vehicleId, startedAt, endedAt: newestAt, closed });
  }

  /** Ends the open track, with the result that any later fix would have given. */
  close(progress: Progress): void {
    if (this.follower === null) return;
    this.follower.finish();
    this.takePasses(progress);
    this.noteTrack(progress, true);
    this.finalUntil = Math.max(this.finalUntil, this.newestAt);
    this.follower = null;
  }

  /** Goes on from a match from the store that reached the vehicle's newest fix. */
  resume(run: ResumedRun, closed: boolean): void {
    this.follower = closed ? null : run.follower;
    this.startedAt = run.startedAt;
    this.newest = run.newest;
    this.newestAt = run.newest.fixAt;
    this.lastReceivedAt = run.lastReceivedAt;
    this.finalUntil = closed
      ? this.newestAt
      : run.passes.reduce((at, pass) => Math.max(at, pass.leftAt), run.startedAt);
  }

  /** Has nothing been heard for so long that the open track is over? */
  isOver(nowAt: number): boolean {
    return this.follower !== null && nowAt - Math.max(this.newestAt, this.lastReceivedAt) > TRACK_GAP_MS;
  }

  /** The provisional place, where it is another than was written last. */
  newPlace(): VehiclePlace | null {
    const directed = this.follower?.place?.directed ?? null;
    const workKind = this.follower?.workKind ?? this.placed?.workKind ?? 'unknown';
    if (this.placed?.directed === directed && this.placed.workKind === workKind) return null;
    this.placed = { vehicleId: this.vehicleId, directed, workKind };
    return this.placed;
  }
}
