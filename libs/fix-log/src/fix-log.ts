import type { Fix, RejectedFix } from '#domain';

/** One record of the fix log: a fix, or a rejected fix that is kept with its reason. */
export type FixRecord =
  | { readonly kind: 'fix'; readonly fix: Fix }
  | { readonly kind: 'rejected'; readonly rejected: RejectedFix };

/** What is known of an appended batch when it is acknowledged. */
export interface AppendResult {
  /** Records that the store already had, as far as the log can know at this time (Kafka: 0). */
  readonly duplicate: number;
}

/** A stretch of one partition of the log, in order. */
export interface FixBatch {
  readonly partition: number;
  /** Position after the last record, as a decimal string. The in-process log has none before the commit: null. */
  readonly next: string | null;
  readonly records: readonly FixRecord[];
}

/** What became of a batch that is committed. */
export interface BatchResult {
  /** Indexes into the batch's records of those that the store already had, in rising order. */
  readonly duplicates: readonly number[];
}

/** Who follows the log: it stores each batch with the position behind it. */
export interface LogFollower {
  /**
   * Becomes the one consumer of exactly these partitions before their first batch is handed over, and says from
   * which position (decimal) each goes on. Called again after every rebalance; partitions of before that are not
   * named any more are another's.
   */
  takeOver(partitions: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Another consumer gets these partitions: nothing of them is written any more. */
  release(partitions: readonly number[]): Promise<void>;
  /**
   * Stores a whole batch; when it resolves, the batch is committed. Rejecting makes the log hand it over again
   * (Kafka) or refuse the append (in-process).
   */
  handle(batch: FixBatch): Promise<BatchResult>;
}

/** The log cannot take records now; ingest answers 503 and the device keeps its fixes. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}

/** The store refuses a record of the batch as it is (a value out of range, say); the others may be fine. */
export class RecordRefusedError extends Error {
  override readonly name = 'RecordRefusedError';
}

/** Can it be expected to work now? `reason` says why not in one sentence; empty when `ok`. */
export interface FixLogHealth {
  readonly ok: boolean;
  readonly reason: string;
}

/** How far the follower of a partition is behind what the log holds. */
export interface PartitionLag {
  readonly partition: number;
  readonly records: number;
  /** System seconds since the oldest of them was appended, as far as is known; 0 without any. */
  readonly seconds: number;
}

/** A running follower of the log. */
export interface Following {
  /** Are batches handed over and stored? */
  health(): Promise<FixLogHealth>;
  /** Of the partitions followed here. */
  lag(): readonly PartitionLag[];
  /** Resolves when batches can never be handed over again here: the process should end and be started anew. */
  readonly failed: Promise<Error>;
  /** Finishes the batch that is being handled, then hands over no more. */
  stop(): Promise<void>;
}

/** The one port between ingest and tracks. */
export interface FixLog {
  /** Resolves when the log has every record. @throws LogUnavailableError when it cannot take them. */
  append(records: readonly FixRecord[]): Promise<AppendResult>;
  /** The partition that holds every fix of a vehicle. */
  partitionOf(vehicleId: number): number;
  /** Starts handing over batches, each awaited before the next of its partition. */
  follow(follower: LogFollower): Promise<Following>;
  /** Can `append` be expected to work now? */
  health(): Promise<FixLogHealth>;
  /** Waits for what is being appended and lets go of the log. */
  close(): Promise<void>;
}
