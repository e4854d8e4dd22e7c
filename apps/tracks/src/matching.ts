import { type Clock } from '#config';
import { MATCHER_VERSION } from '#domain';
import {
  findMatchedWith,
  listMarks,
  listOpenTracks,
  markEverything,
  type OwnershipLostError,
  saveMatchedWith,
} from '#store';
import { EventWatch } from './event-watch.js';
import { LateMatching } from './late-matching.js';
import { LiveMatching } from './live-matching.js';
import type { StoredBatch } from './store-batch.js';
import type { TrackWriter } from './track-writer.js';
import type { TracksMetrics } from './tracks-metrics.js';
import type { TracksParts } from './tracks-parts.js';
import { VehicleDirectory } from './vehicle-directory.js';

/** What matching needs besides the parts of tracks. */
export interface MatchingNeeds {
  readonly parts: TracksParts;
  readonly directory: VehicleDirectory;
  readonly writer: TrackWriter;
  readonly metrics: TracksMetrics;
  readonly isOurs: (vehicleId: number) => boolean;
  readonly ownershipLost: (error: OwnershipLostError) => void;
}

/** Everything that turns committed fixes into passes: live, late, and after a start. */
export class Matching {
  private readonly live: LiveMatching;
  private readonly late: LateMatching;
  private readonly events: EventWatch;
  private readonly clock: Clock;

  constructor(private readonly needs: MatchingNeeds) {
    const { parts, directory, writer, metrics, isOurs, ownershipLost } = needs;
    const { database, clock } = parts;
    this.clock = clock;
    this.events = new EventWatch({ database, directory, writer, isOurs });
    this.live = new LiveMatching(directory, writer, {
      watchEvents: () => this.events.look(),
      lookForLate: () => this.late.look(),
      ownershipLost,
    });
    this.late = new LateMatching({
      ...{ database, clock, directory, writer, metrics, ownershipLost },
      wakeLive: () => this.live.wake(),
      isLiveIdle: () => this.live.isIdle(),
    });
  }

  enqueue(stored: StoredBatch): void {
    this.live.enqueue(stored);
  }

  /** Matches from the store whatever was open or marked when the consumer before ended. */
  async recover(partitions: readonly number[]): Promise<void> {
    const { parts, directory, isOurs } = this.needs;
    await this.checkTargets(partitions);
    const marks = (await listMarks(parts.database)).filter((mark) => isOurs(mark.vehicleId));
    const open = (await listOpenTracks(parts.database)).filter((track) => isOurs(track.vehicleId));
    await directory.load(new Set([...marks, ...open].map((item) => item.vehicleId)));
    for (const { vehicleId, source, version, ...span } of marks) {
      const vehicle = directory.find(vehicleId)!;
      vehicle[source === 'fix' ? 'fixMark' : 'eventMark'] = version;
      vehicle.addLate(span);
      vehicle.held = true;
    }
    for (const { vehicleId, startedAt, endedAt } of open) {
      const vehicle = directory.find(vehicleId)!;
      vehicle.addLate({ fromAt: startedAt, toAt: endedAt });
      vehicle.held = true;
    }
    this.late.look();
  }

  /** Where passes would be others now (network, matcher, roads of the plan), every track is marked. */
  async checkTargets(partitions: readonly number[]): Promise<void> {
    const { parts, directory, writer } = this.needs;
    await directory.targets.refresh(parts.database);
    const now = {
      networkHash: directory.network.hash,
      matcherVersion: MATCHER_VERSION,
      targetsHash: directory.targets.hash,
    };
    await writer.fenced(partitions, async (tx) => {
      const before = await findMatchedWith(tx);
      if (JSON.stringify(before) === JSON.stringify(now)) return;
      await markEverything(tx);
      await saveMatchedWith(tx, now);
    });
  }

  /** Looks for events and for tracks that are due; called about once a second of the clock. */
  async look(): Promise<void> {
    await this.events.look();
    this.late.look();
  }

  /** Closes the tracks whose vehicles are silent; called every few seconds of the clock. */
  closeSilent(): void {
    const nowAt = this.clock.now();
    for (const vehicle of this.needs.directory.all()) {
      if (!vehicle.held && vehicle.pending.length === 0 && vehicle.isOver(nowAt)) vehicle.closing = true;
    }
    this.live.wake();
  }

  /** Everything committed is matched as far as it can be, and written. */
  isIdle(): boolean {
    return this.live.isIdle() && this.late.isIdle();
  }

  async stop(): Promise<void> {
    await Promise.all([this.live.stop(), this.late.stop()]);
  }
}
