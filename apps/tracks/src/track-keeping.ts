import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type BatchResult,
  type FixBatch,
  LogUnavailableError,
  RecordRefusedError,
  TroubleTeller,
} from '#fix-log';
import type { Health } from '#server';
import { isDataError, OwnershipLostError, storeTrouble } from '#store';
import { Matching } from './matching.js';
import { PartitionOwnership } from './partition-ownership.js';
import { prune } from './prune.js';
import { tellSilentUnits } from './silence-watch.js';
import { storeBatch } from './store-batch.js';
import { TrackWriter } from './track-writer.js';
import { TracksMetrics } from './tracks-metrics.js';
import { TRACKS_PARTS, type TracksParts } from './tracks-parts.js';
import { VehicleDirectory } from './vehicle-directory.js';

/** How often, in milliseconds of the clock, things are looked after that no fix calls for. */
const EVERY_MS = { look: 1_000, close: 5_000, silence: 10_000, targets: 60_000, prune: 600_000 };

/**
 * The consumer's work: each batch is stored in one transaction and acknowledged; matching follows by itself. At a
 * take-over everything that was not finished is matched from the store.
 */
@Injectable()
export class TrackKeeping {
  private readonly logger = new Logger('Tracks');
  private readonly teller = new TroubleTeller((sentence) => this.logger.warn(sentence));
  private readonly ownership: PartitionOwnership;
  private writer: TrackWriter;
  private matching: Matching | null = null;
  private timers: { stop(): void }[] = [];
  /** Why matching was given up; empty while it goes on. */
  private lost = '';

  constructor(
    @Inject(TRACKS_PARTS) private readonly parts: TracksParts,
    @Inject(TracksMetrics) private readonly metrics: TracksMetrics,
  ) {
    this.ownership = new PartitionOwnership(parts.database);
    this.writer = new TrackWriter(parts.database, this.ownership, metrics);
  }

  /** Becomes the consumer of exactly these partitions. @throws LogUnavailableError when the store cannot be used now */
  async takeOver(partitions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    await this.stopWork();
    for (const partition of this.ownership.partitions) {
      if (!partitions.includes(partition)) this.ownership.release(partition);
    }
    try {
      const next = new Map<number, string>();
      for (const partition of partitions)
        next.set(partition, String(await this.ownership.takeOver(partition)));
      if (partitions.length > 0) await this.startWork();
      return next;
    } catch (error) {
      throw this.forLog(error);
    }
  }

  async release(partitions: readonly number[]): Promise<void> {
    await this.stopWork();
    for (const partition of partitions) this.ownership.release(partition);
    if (this.ownership.partitions.length > 0) await this.startWork();
  }

  /** Stores a batch; what it resolves is committed. @throws LogUnavailableError when the store cannot take it now */
  async handle(batch: FixBatch): Promise<BatchResult> {
    const { partition, records } = batch;
    try {
      const old = await this.ownership.positionOf(partition);
      const next = batch.next === null ? old + records.length : Number(batch.next);
      const place = { owner: this.ownership.owner, old, next };
      const stored = await this.metrics.timed('fixes', () => storeBatch(this.parts.database, batch, place));
      this.ownership.committed(partition, next);
      this.metrics.noteStored(records.length, stored);
      this.matching?.enqueue(stored);
      return { duplicates: stored.duplicates };
    } catch (error) {
      this.ownership.doubt(partition);
      throw this.forLog(error);
    }
  }

  /** Everything acknowledged is matched as far as it can be now; without a network there is nothing to match. */
  isIdle(): boolean {
    return this.matching?.isIdle() ?? true;
  }

  /** Does this process follow the vehicle's partition? */
  isOurs(vehicleId: number): boolean {
    return this.ownership.owns(this.parts.fixLog.partitionOf(vehicleId));
  }

  /** Is what is stored also matched? */
  health(): Health {
    return { ok: this.lost === '', reason: this.lost };
  }

  private forLog(error: unknown): unknown {
    if (error instanceof OwnershipLostError)
      return new LogUnavailableError(`${error.message} Stop one of the two.`);
    if (isDataError(error)) return new RecordRefusedError((error as Error).message, { cause: error });
    const trouble = storeTrouble(error);
    return trouble === null ? error : new LogUnavailableError(trouble);
  }

  private async startWork(): Promise<void> {
    const { parts, ownership } = this;
    this.lost = '';
    this.writer = new TrackWriter(parts.database, ownership, this.metrics);
    if (parts.network === null)
      this.logger.log('No roads are loaded: fixes are stored, and matched once there are.');
    else {
      this.matching = new Matching({
        ...{ parts, writer: this.writer },
        directory: new VehicleDirectory(parts.database, parts.fixLog, parts.network),
        metrics: this.metrics,
        isOurs: (vehicleId) => this.isOurs(vehicleId),
        ownershipLost: (error) => this.giveUp(error),
      });
      await this.matching.recover(ownership.partitions);
    }
    this.startTimers();
  }

  private startTimers(): void {
    const { matching, writer, ownership } = this;
    const { clock, settings } = this.parts;
    const every = (ms: number, work: () => Promise<void> | void): void => {
      this.timers.push(clock.every(ms, this.oneAtATime(work)));
    };
    const { silentAfterMs } = settings;
    every(EVERY_MS.silence, () =>
      tellSilentUnits(writer, ownership.partitions, { nowAt: clock.now(), silentAfterMs }),
    );
    every(EVERY_MS.prune, () => prune(this.parts));
    if (matching === null) return;
    every(EVERY_MS.look, () => matching.look());
    every(EVERY_MS.close, () => matching.closeSilent());
    every(EVERY_MS.targets, () => matching.checkTargets(ownership.partitions));
  }

  private oneAtATime(work: () => Promise<void> | void): () => void {
    let running = false;
    return () => {
      if (running) return;
      running = true;
      Promise.resolve()
        .then(work)
        .catch((error) => this.tell(error))
        .finally(() => {
          running = false;
        });
    };
  }

  private tell(error: unknown): void {
    if (error instanceof OwnershipLostError) this.giveUp(error);
    else if (this.timers.length > 0) this.teller.note(storeTrouble(error) ?? String((error as Error).stack));
  }

  private giveUp(error: OwnershipLostError): void {
    if (this.timers.length === 0) return;
    this.lost = `${error.message} This one stops matching.`;
    this.logger.error(this.lost);
    this.stopWork().catch(() => undefined);
  }

  private async stopWork(): Promise<void> {
    for (const timer of this.timers) timer.stop();
    this.timers = [];
    this.writer.stop();
    const { matching } = this;
    this.matching = null;
    await matching?.stop();
  }
}
