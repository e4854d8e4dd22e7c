import { type Pass, TRACK_GAP_MS, type TrackFollower } from '#domain';
import { type Database, listFixes, OPEN_END_AT, type StoredFix } from '#store';
import { nextTurn } from './live-matching.js';
import { identityOf } from './vehicle-track.js';

/** Fixes read from the store at once. */
const PAGE_FIXES = 2_000;
/** Fixes matched between two turns of the event loop. */
const SLICE_FIXES = 96;

/** A run of stored fixes without a gap, followed from its first to its last. */
export interface FollowedRun {
  readonly follower: TrackFollower;
  readonly startedAt: number;
  readonly newest: StoredFix;
  readonly lastReceivedAt: number;
  /** Final passes so far. */
  readonly passes: Pass[];
  /** Time of the first fix after the run; null when there is none yet. */
  readonly nextAt: number | null;
}

class RunReader {
  startedAt = 0;
  newest: StoredFix | null = null;
  lastReceivedAt = Number.NEGATIVE_INFINITY;
  nextAt: number | null = null;
  readonly passes: Pass[] = [];

  constructor(
    private readonly follower: TrackFollower,
    private readonly read: Set<string>,
  ) {}

  /** Follows a page of fixes; false when the run ends in it. */
  async follow(fixes: readonly StoredFix[]): Promise<boolean> {
    for (let i = 0; i < fixes.length; i += 1) {
      const fix = fixes[i];
      if (this.newest !== null && fix.fixAt - this.newest.fixAt > TRACK_GAP_MS) {
        this.nextAt = fix.fixAt;
        return false;
      }
      this.take(fix);
      if (i % SLICE_FIXES === SLICE_FIXES - 1) await nextTurn();
    }
    this.passes.push(...this.follower.takePasses());
    return true;
  }

  private take(fix: StoredFix): void {
    this.read.add(identityOf(fix));
    this.lastReceivedAt = Math.max(this.lastReceivedAt, fix.receivedAt);
    if (this.newest === null) this.startedAt = fix.fixAt;
    // Of two fixes of one instant the first in order counts.
    else if (fix.fixAt === this.newest.fixAt) return;
    this.follower.push(fix);
    this.newest = fix;
  }
}

/** Matches the stored run of a vehicle that begins at `fromAt`; every fix it reads is added to `read`. */
export const followRun = async (
  database: Database,
  follower: TrackFollower,
  { vehicleId, fromAt, read }: { vehicleId: number; fromAt: number; read: Set<string> },
): Promise<FollowedRun> => {
  const reader = new RunReader(follower, read);
  let from = fromAt;
  for (;;) {
    const fixes = await listFixes(database, {
      vehicleId,
      fromAt: from,
      toAt: OPEN_END_AT,
      limit: PAGE_FIXES,
    });
    const goesOn = await reader.follow(fixes);
    if (!goesOn || fixes.length < PAGE_FIXES) break;
    from = fixes[fixes.length - 1].fixAt + 1;
  }
  if (reader.newest === null) throw new Error(`Vehicle ${vehicleId} has no stored fix at ${fromAt}.`);
  const { startedAt, newest, lastReceivedAt, nextAt, passes } = reader;
  return { follower, startedAt, newest, lastReceivedAt, nextAt, passes };
};
