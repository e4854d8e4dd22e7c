import { Logger } from '@nestjs/common';
import type { Pass } from '#domain';
import {
  clearMarks,
  type Database,
  holdPartitions,
  insertChange,
  insertChanges,
  insertPasses,
  placeVehicles,
  type Queryable,
  replacePasses,
  replaceTrack,
  storeTrouble,
  type Track,
  upsertTracks,
  type VehiclePlace,
} from '#store';
import type { PartitionOwnership } from './partition-ownership.js';
import type { TracksMetrics } from './tracks-metrics.js';

/** New final passes of a vehicle's open track, and of those that ended before it. */
export interface LiveWrite {
  readonly vehicleId: number;
  readonly passes: readonly Pass[];
  readonly tracks: readonly Track[];
  readonly place: VehiclePlace | null;
  /** Newest receipt among the fixes that were matched. */
  readonly receivedAt: number;
  /** Versions of marks that this settles. */
  readonly marks: readonly string[];
}

/** A whole track, matched from its stored fixes. */
export interface TrackWrite {
  readonly track: Track;
  readonly passes: readonly Pass[];
  readonly place: VehiclePlace | null;
  /** Newest receipt among the fixes that were matched. */
  readonly receivedAt: number;
  readonly marks: readonly string[];
}

const RETRY_AFTER_MS = 500;

const bodyOf = (vehicleId: number, passes: readonly Pass[]): object => ({
  vehicleId,
  fromAt: passes.reduce((from, pass) => Math.min(from, pass.enteredAt), Number.POSITIVE_INFINITY),
  toAt: passes.reduce((to, pass) => Math.max(to, pass.leftAt), Number.NEGATIVE_INFINITY),
  segments: [...new Set(passes.map((pass) => pass.segment))].sort((a, b) => a - b),
});

/** Places and marks come last, so that a batch that is just being acknowledged waits as short as can be. */
const settle = async (
  tx: Queryable,
  places: readonly VehiclePlace[],
  marks: readonly string[],
): Promise<void> => {
  const [changed] = await Promise.all([placeVehicles(tx, places), clearMarks(tx, marks)]);
  if (changed.length > 0) await insertChange(tx, 'positions', { vehicles: changed });
};

const isPlace = (place: VehiclePlace | null): place is VehiclePlace => place !== null;

/**
 * The second transaction of tracks: passes, tracks, marks and the changes that live readers follow. Each is fenced,
 * may be repeated without harm, and is tried until the store takes it.
 */
export class TrackWriter {
  private readonly logger = new Logger('Tracks');
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly ownership: PartitionOwnership,
    private readonly metrics: TracksMetrics,
  ) {}

  stop(): void {
    this.stopped = true;
  }

  /** Adds final passes of many vehicles. */
  async writeLive(partitions: readonly number[], writes: readonly LiveWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const moved = writes.filter((write) => write.passes.length > 0);
    await this.fenced(partitions, (tx) =>
      Promise.all([
        insertPasses(
          tx,
          moved.flatMap((write) => write.passes),
        ),
        upsertTracks(
          tx,
          writes.flatMap((write) => write.tracks),
        ),
        insertChanges(
          tx,
          'passes',
          moved.map((write) => bodyOf(write.vehicleId, write.passes)),
        ),
        settle(
          tx,
          writes.map((write) => write.place).filter(isPlace),
          writes.flatMap((write) => write.marks),
        ),
      ]),
    );
    for (const { passes, receivedAt } of moved) this.metrics.noteFinal(passes, receivedAt);
  }

  /**
   * Puts a track and its passes in the place of everything that the store has of it. That is told even where no pass is
   * another: late fixes of a vehicle that stood change what is reported of its time.
   */
  async replace(partition: number, write: TrackWrite): Promise<void> {
    const { track, passes, place, marks } = write;
    await this.fenced([partition], async (tx) => {
      const { vehicleId, startedAt: fromAt, endedAt: toAt } = track;
      const segments = await replacePasses(tx, { vehicleId, fromAt, toAt, passes });
      await replaceTrack(tx, track);
      await insertChange(tx, 'passes', { vehicleId, fromAt, toAt, segments });
      await settle(tx, place === null ? [] : [place], marks);
    });
    this.metrics.noteFinal(passes, write.receivedAt);
  }

  /** Runs a transaction of tracks: fenced, and again while the store is away. @throws OwnershipLostError */
  async fenced<T>(partitions: readonly number[], run: (tx: Queryable) => Promise<T>): Promise<T> {
    for (let told = false; ; told = true) {
      try {
        return await this.metrics.timed('passes', () =>
          this.database.transaction(async (tx) => {
            await holdPartitions(tx, partitions, this.ownership.owner);
            return run(tx);
          }),
        );
      } catch (error) {
        const trouble = storeTrouble(error);
        if (trouble === null || this.stopped) throw error;
        if (!told) this.logger.warn(`Passes wait to be stored. ${trouble}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  }
}
