import { Logger } from '@nestjs/common';
import type { Clock } from '#config';
import { type Change, type ChangeId, type Database, newestChangeId, readChanges } from '#store';

const POLL_EVERY_MS = 250;
const BATCH = 1_000;

export type ChangeListener = (changes: readonly Change[]) => void;

/**
 * The one loop that reads the change table for everybody in this process. Only what is older than every running
 * transaction is read, so a slow transaction is late for all and skipped by none.
 */
export class ChangeFollower {
  private readonly logger = new Logger('ChangeFollower');
  private readonly listeners = new Set<ChangeListener>();
  private after: ChangeId | null = null;
  private timer: { stop(): void } | null = null;
  private reading: Promise<void> | null = null;
  private failing = false;
  /** Of the last reading that began, and of the last that ended well; system milliseconds. */
  private begunAt = 0;
  private readAt: number | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The id of the last change that the listeners were given; null before the first. */
  get newestId(): ChangeId | null {
    return this.after;
  }

  /** Seconds since the table could be read; null before the first time. */
  get ageS(): number | null {
    return this.readAt === null ? null : (performance.now() - this.readAt) / 1000;
  }

  /** Seconds that the running read has taken; 0 where none runs. */
  get busyS(): number {
    return this.reading === null ? 0 : (performance.now() - this.begunAt) / 1000;
  }

  /** Takes its place at the newest change; what is read from the store afterwards is at least as new. */
  async takePlace(): Promise<void> {
    this.after = await newestChangeId(this.database);
  }

  start(): void {
    this.timer = this.clock.every(POLL_EVERY_MS * this.clock.rate, () => void this.poll());
  }

  async stop(): Promise<void> {
    this.timer?.stop();
    await this.reading;
  }

  subscribe(listener: ChangeListener): { stop(): void } {
    this.listeners.add(listener);
    return { stop: () => void this.listeners.delete(listener) };
  }

  /** Reads once; a call while one is running waits for that one. */
  async poll(): Promise<void> {
    if (this.reading === null) this.begunAt = performance.now();
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  private async read(): Promise<void> {
    try {
      for (;;) {
        const changes = await readChanges(this.database, this.after, BATCH);
        this.failing = false;
        this.readAt = performance.now();
        if (changes.length === 0) return;
        const { xid, seq } = changes[changes.length - 1];
        this.after = { xid, seq };
        for (const listener of this.listeners) listener(changes);
        if (changes.length < BATCH) return;
      }
    } catch (error) {
      if (!this.failing) this.logger.warn(`Changes cannot be read, trying on: ${(error as Error).message}`);
      this.failing = true;
    }
  }
}
