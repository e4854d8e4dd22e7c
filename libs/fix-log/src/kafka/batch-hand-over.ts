import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { type FixRecord, type LogFollower, LogUnavailableError, RecordRefusedError } from '../fix-log.js';
import type { TroubleTeller } from '../trouble-teller.js';
import type { PartitionPlaces, Place } from './partition-places.js';
import { asRejected, decodeRecord, NewerRecordError } from './record-codec.js';

/** Records of one transaction of the follower. */
const BATCH_RECORDS = 4_000;
const TRY_AGAIN_MS = 500;
const HEARTBEAT_EVERY_MS = 1_000;
const COMMIT_EVERY_MS = 5_000;

interface HandOverParts {
  readonly topic: string;
  readonly follower: LogFollower;
  readonly places: PartitionPlaces;
  readonly teller: TroubleTeller;
}

/**
 * Hands each fetched batch to the follower and waits for its commit, keeping the membership alive meanwhile. While
 * the database is slow or away the batch is tried again and nothing more is fetched of its partition.
 */
export class BatchHandOver {
  private readonly committedAt = new Map<number, number>();
  private stopped = false;

  constructor(private readonly parts: HandOverParts) {}

  /** Batches that are being tried again are left to the next start. */
  stop(): void {
    this.stopped = true;
  }

  async take(payload: EachBatchPayload): Promise<void> {
    const { partition, messages, highWatermark } = payload.batch;
    const place = this.parts.places.of(partition);
    if (place === undefined) return;
    place.end = Math.max(place.end, Number(highWatermark));
    while (!this.isOver(payload, place)) {
      const part = messages.filter(({ offset }) => Number(offset) >= place.next).slice(0, BATCH_RECORDS);
      if (part.length === 0) return;
      place.appendedAt = Number(part[0].timestamp);
      await this.store(payload, place, part);
    }
  }

  /** Another member has the partition, or this one stops. */
  private isOver(payload: EachBatchPayload, place: Place): boolean {
    return this.stopped || !payload.isRunning() || this.parts.places.of(payload.batch.partition) !== place;
  }

  private async store(
    payload: EachBatchPayload,
    place: Place,
    messages: readonly KafkaMessage[],
  ): Promise<void> {
    const { partition } = payload.batch;
    try {
      const records = decodeReadable(messages);
      await withHeartbeats(payload, () => this.handle(partition, place, records));
      this.parts.teller.clear();
      payload.resolveOffset(String(place.next - 1));
      await this.commit(payload, place);
    } catch (error) {
      if (!(error instanceof LogUnavailableError || error instanceof NewerRecordError)) throw error;
      this.parts.teller.note(error.message);
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      await payload.heartbeat();
    }
  }

  /** Where the store refuses a batch, it is halved until the culprit stands alone; that one is kept as rejected. */
  private async handle(partition: number, place: Place, records: readonly FixRecord[]): Promise<void> {
    const next = place.next + records.length;
    try {
      await this.parts.follower.handle({ partition, next: String(next), records });
      place.next = next;
    } catch (error) {
      if (!(error instanceof RecordRefusedError)) throw error;
      const half = records.length >> 1;
      if (half === 0) await this.handle(partition, place, [asRejected(records[0], error)]);
      else {
        await this.handle(partition, place, records.slice(0, half));
        await this.handle(partition, place, records.slice(half));
      }
    }
  }

  /** For Kafka's own tools; where this one goes on stands in the database. */
  private async commit(payload: EachBatchPayload, { next }: Place): Promise<void> {
    const { partition } = payload.batch;
    const now = performance.now();
    if (now - (this.committedAt.get(partition) ?? Number.NEGATIVE_INFINITY) < COMMIT_EVERY_MS) return;
    this.committedAt.set(partition, now);
    await payload.commitOffsetsIfNecessary({
      topics: [{ topic: this.parts.topic, partitions: [{ partition, offset: String(next) }] }],
    });
  }
}

/** The records before the first of a newer version. @throws NewerRecordError when that one comes first */
const decodeReadable = (messages: readonly KafkaMessage[]): FixRecord[] => {
  const records: FixRecord[] = [];
  for (const { value, timestamp } of messages) {
    try {
      records.push(decodeRecord(value, Number(timestamp)));
    } catch (error) {
      if (records.length > 0 && error instanceof NewerRecordError) return records;
      throw error;
    }
  }
  return records;
};

/** A heartbeat that fails (a rebalance) is thrown on as it is, after the work has ended. */
const withHeartbeats = async (payload: EachBatchPayload, work: () => Promise<void>): Promise<void> => {
  let lost: unknown;
  const timer = setInterval(() => {
    payload.heartbeat().catch((error) => {
      lost ??= error;
    });
  }, HEARTBEAT_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  if (lost !== undefined) throw lost;
  await payload.heartbeat();
};
