import { type Append, AppendQueue } from './append-queue.js';
import {
  type AppendResult,
  type FixLog,
  type FixLogHealth,
  type FixRecord,
  type Following,
  type LogFollower,
  LogUnavailableError,
  type PartitionLag,
} from './fix-log.js';
import { isLive } from './is-live.js';

/** Limits of the in-process log. */
export const IN_PROCESS_DEFAULTS = {
  /** How long an append that finds the log idle waits for others to share its transaction, in milliseconds. */
  lingerMs: 3,
  /** Records of one transaction; an append larger than this goes alone. */
  batchRecords: 4_000,
  /** Records that may wait; what comes beyond is refused, and the device keeps it. */
  queueRecords: 100_000,
};

const PARTITION = 0;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The fix log of a single process: an append is handed to the follower and resolves when that has committed it, so
 * an acknowledged fix is on disk. Appends that come at the same time share a transaction, yet a record that the
 * store refuses fails its own append only.
 */
export class InProcessFixLog implements FixLog {
  private readonly limits: typeof IN_PROCESS_DEFAULTS;
  private follower: LogFollower | null = null;
  private accepting = false;
  private readonly queue: AppendQueue<FixRecord>;
  private storing: readonly Append<FixRecord>[] = [];
  private working: Promise<void> | null = null;
  private trouble = '';

  constructor(limits: Partial<typeof IN_PROCESS_DEFAULTS> = {}) {
    this.limits = { ...IN_PROCESS_DEFAULTS, ...limits };
    this.queue = new AppendQueue(this.limits.queueRecords);
  }

  async append(records: readonly FixRecord[]): Promise<AppendResult> {
    if (!this.accepting)
      throw new LogUnavailableError('Nothing stores fixes yet: the server is starting or stopping.');
    if (records.length === 0) return { duplicate: 0 };
    const appended = this.queue.push(records, isLive(records));
    this.working ??= this.work();
    return appended;
  }

  async follow(follower: LogFollower): Promise<Following> {
    if (this.follower !== null) throw new Error('The in-process fix log has a follower already.');
    await follower.takeOver([PARTITION]);
    this.follower = follower;
    this.accepting = true;
    return {
      health: () => this.health(),
      lag: () => [this.lag()],
      failed: new Promise(() => undefined),
      stop: () => this.stop(follower),
    };
  }

  partitionOf(): number {
    return PARTITION;
  }

  async health(): Promise<FixLogHealth> {
    if (!this.accepting) return { ok: false, reason: 'Nothing stores fixes yet.' };
    return { ok: this.trouble === '', reason: this.trouble };
  }

  async close(): Promise<void> {
    this.accepting = false;
    await this.working;
  }

  private lag(): PartitionLag {
    const storing = this.storing.reduce((sum, { items }) => sum + items.length, 0);
    const oldestAt = Math.min(this.queue.oldestAt, ...this.storing.map(({ appendedAt }) => appendedAt));
    const seconds = oldestAt === Infinity ? 0 : (performance.now() - oldestAt) / 1000;
    return { partition: PARTITION, records: storing + this.queue.length, seconds };
  }

  private async stop(follower: LogFollower): Promise<void> {
    await this.close();
    this.follower = null;
    await follower.release([PARTITION]);
  }

  private async work(): Promise<void> {
    await pause(this.limits.lingerMs);
    while (this.queue.length > 0) {
      this.storing = this.queue.take(this.limits.batchRecords);
      await this.store(this.storing);
      this.storing = [];
    }
    this.working = null;
  }

  /** Stores appends in one transaction; where the store refuses that, halves it until the culprit stands alone. */
  private async store(appends: readonly Append<FixRecord>[]): Promise<void> {
    try {
      const records = appends.flatMap((append) => append.items);
      const { duplicates } = await this.follower!.handle({ partition: PARTITION, next: null, records });
      this.trouble = '';
      this.acknowledge(appends, duplicates);
    } catch (error) {
      if (error instanceof LogUnavailableError) this.trouble = error.message;
      if (error instanceof LogUnavailableError || appends.length === 1) {
        for (const append of appends) append.reject(error as Error);
        return;
      }
      const half = appends.length >> 1;
      await this.store(appends.slice(0, half));
      await this.store(appends.slice(half));
    }
  }

  private acknowledge(appends: readonly Append<FixRecord>[], duplicates: readonly number[]): void {
    let end = 0;
    let next = 0;
    for (const append of appends) {
      end += append.items.length;
      const first = next;
      while (next < duplicates.length && duplicates[next] < end) next += 1;
      append.resolve({ duplicate: next - first });
    }
  }
}
