import type { Admin, Consumer, Kafka } from 'kafkajs';
import type { KafkaSettings } from '#config';
import type { LogFollower, PartitionLag } from '../fix-log.js';
import { type TroubleTeller } from '../trouble-teller.js';
import { whenReady } from './kafka-connection.js';

const TRY_AGAIN_MS = 1_000;

interface PlacesParts {
  readonly consumer: Consumer;
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly topic: string;
  readonly follower: LogFollower;
  readonly teller: TroubleTeller;
}

/** Where this member stands in one partition. */
export interface Place {
  /** Offset of the next record to hand over. */
  next: number;
  /** Offset behind the newest record that the broker told of. */
  end: number;
  /** When the record at `next` was appended, or the newest before it: epoch milliseconds. */
  appendedAt: number;
}

/**
 * Where this member of the group stands in each of its partitions. After every join the partitions rest until the
 * follower has taken them over and said where they go on.
 */
export class PartitionPlaces {
  private readonly places = new Map<number, Place>();
  private assignment: readonly number[] | null = null;
  /** Counts the joins: what began under an earlier one may not go on. */
  private generation = 0;
  private taking: Promise<void> = Promise.resolve();
  private over = false;

  constructor(private readonly parts: PlacesParts) {}

  /** Was this a member of the group at any time? */
  get hasJoined(): boolean {
    return this.assignment !== null;
  }

  /** Has the follower taken over what the group assigned last? */
  get joined(): boolean {
    return this.assignment?.every((partition) => this.places.has(partition)) ?? false;
  }

  /** The place of a partition; undefined while it rests. */
  of(partition: number): Place | undefined {
    return this.places.get(partition);
  }

  lag(): readonly PartitionLag[] {
    return [...this.places].map(([partition, { next, end, appendedAt }]) => {
      const records = Math.max(0, end - next);
      return { partition, records, seconds: records === 0 ? 0 : (Date.now() - appendedAt) / 1000 };
    });
  }

  /** The group gave these partitions: called at once, before anything of them is handled. */
  assigned(partitions: readonly number[]): void {
    const { consumer, topic } = this.parts;
    this.generation += 1;
    this.places.clear();
    this.assignment = partitions;
    if (partitions.length > 0) consumer.pause([{ topic, partitions: [...partitions] }]);
    const { generation } = this;
    this.taking = this.taking.then(() => this.takeOver(partitions, generation));
  }

  async releaseAll(): Promise<void> {
    this.over = true;
    this.generation += 1;
    await this.taking;
    const partitions = this.assignment ?? [];
    this.places.clear();
    if (partitions.length > 0) await this.parts.follower.release(partitions);
  }

  private async takeOver(partitions: readonly number[], generation: number): Promise<void> {
    const isOver = (): boolean => this.over || generation !== this.generation;
    while (!isOver()) {
      try {
        const stored = await this.parts.follower.takeOver(partitions);
        const places = await whenReady(this.parts, isOver, (admin) => this.compare(admin, stored));
        if (places !== null && !isOver()) this.goOn(places);
        return;
      } catch (error) {
        this.parts.teller.note((error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
  }

  /** The stored positions against what the log still has. */
  private async compare(admin: Admin, stored: ReadonlyMap<number, string>): Promise<Map<number, Place>> {
    const { topic, teller } = this.parts;
    const offsets = await admin.fetchTopicOffsets(topic);
    const places = new Map<number, Place>();
    // Until the first record is read, its age is counted from now.
    const appendedAt = Date.now();
    for (const [partition, position] of stored) {
      const { low, high } = offsets.find((each) => each.partition === partition)!;
      const [next, begin, end] = [Number(position), Number(low), Number(high)];
      if (next >= begin && next <= end) places.set(partition, { next, end, appendedAt });
      else {
        teller.note(lostPlace(partition, { next, begin, end }));
        places.set(partition, { next: begin, end, appendedAt });
      }
    }
    return places;
  }

  private goOn(places: ReadonlyMap<number, Place>): void {
    const { consumer, topic, teller } = this.parts;
    for (const [partition, place] of places) {
      this.places.set(partition, place);
      consumer.seek({ topic, partition, offset: String(place.next) });
    }
    teller.clear();
    if (places.size > 0) consumer.resume([{ topic, partitions: [...places.keys()] }]);
  }
}

const lostPlace = (
  partition: number,
  { next, begin, end }: { next: number; begin: number; end: number },
): string =>
  next > end
    ? `Partition ${partition} of the fix log ends at ${end} and ${next} was reached before: the topic was made anew. ` +
      `It is followed from its first record, ${begin}; what is stored already is not stored twice.`
    : `Records ${next} to ${begin - 1} of partition ${partition} were deleted by Kafka's retention before they were ` +
      'stored: raise KAFKA_RETENTION_H, and ask the devices of that time to send again.';
