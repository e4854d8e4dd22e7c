import type { Fix } from '../fix/fix.js';
import type { Place } from '../match/matched-track.js';
import type { SegmentIndex } from '../match/segment-index.js';
import { TrackMatcher } from '../match/track-matcher.js';
import type { Pass, WorkKind } from './pass.js';
import { PassWriter } from './pass-writer.js';
import { type WorkHistory, WorkTimeline } from './work-timeline.js';

/**
 * Follows one open track of one vehicle: fixes in, final passes out. What it gives is a function of the fixes and the
 * work history only, however the calls are batched. The arrays of the history may be replaced while it lives, as long as
 * nothing changes before the end of a pass that was taken.
 */
export class TrackFollower {
  /** What the vehicle does, as the fixes taken so far and the work history say. */
  readonly timeline: WorkTimeline;
  readonly #writer: PassWriter;
  readonly #matcher: TrackMatcher;
  #newest: Fix | null = null;

  constructor(index: SegmentIndex, work: WorkHistory) {
    this.timeline = new WorkTimeline(work);
    this.#writer = new PassWriter(index.network, this.timeline);
    this.#matcher = new TrackMatcher(index, {
      moved: (pieces) => this.#writer.moved(pieces),
      broken: () => this.#writer.broken(),
    });
  }

  /** Takes the next fix. One that is not later than the newest (a second device, say) is left out. */
  push(fix: Fix): void {
    if (this.#newest !== null && fix.fixAt <= this.#newest.fixAt) return;
    this.#newest = fix;
    this.timeline.push(fix);
    this.#matcher.push(fix);
  }

  /** The track is closed: all that is left becomes final. */
  finish(): void {
    this.#matcher.finish();
  }

  /** Final passes since the last call, in order of `enteredAt`. */
  takePasses(): Pass[] {
    return this.#newest === null ? [] : this.#writer.takePasses(this.#newest.vehicleId);
  }

  /** The provisional place of the newest fix; null off the network. */
  get place(): Place | null {
    return this.#matcher.place;
  }

  /** What the vehicle does at its newest fix. */
  get workKind(): WorkKind {
    const fix = this.#newest;
    if (fix === null) return 'unknown';
    const known = this.timeline.knownKindAt(fix.fixAt);
    const segment = this.place === null ? -1 : this.place.directed >> 1;
    if (known !== null || segment < 0 || fix.speedMps === null) return known ?? 'unknown';
    const now = { enteredAt: fix.fixAt, leftAt: fix.fixAt, segment, speedMps: fix.speedMps };
    return this.timeline.inferredKind(now) ?? 'unknown';
  }
}

/** Passes are taken after so many fixes, so that the path need not be kept. */
const TAKE_EVERY = 64;

/** The passes of one whole track (fixes of rising time without a gap over 5 minutes). */
export const passesOfTrack = (index: SegmentIndex, fixes: readonly Fix[], work: WorkHistory): Pass[] => {
  const follower = new TrackFollower(index, work);
  const passes: Pass[] = [];
  fixes.forEach((fix, i) => {
    follower.push(fix);
    if (i % TAKE_EVERY === 0) passes.push(...follower.takePasses());
  });
  follower.finish();
  passes.push(...follower.takePasses());
  return passes;
};
