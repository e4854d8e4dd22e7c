import { hostname } from 'node:os';
import { type Kafka, Partitioners } from 'kafkajs';
import type { KafkaSettings } from '#config';
import type { AppendResult, FixLog, FixLogHealth, FixRecord, Following, LogFollower } from '../fix-log.js';
import { isLive } from '../is-live.js';
import { type TellTrouble, TroubleTeller } from '../trouble-teller.js';
import { KafkaAppender, type KeyedMessage } from './kafka-appender.js';
import { makeKafka } from './kafka-connection.js';
import { KafkaFollowing } from './kafka-following.js';
import { encodeRecord } from './record-codec.js';

/** Key of a record: the vehicle, so that its fixes keep their order; for a rejected one its device. */
const keyOf = (record: FixRecord): string =>
  record.kind === 'fix' ? String(record.fix.vehicleId) : `device-${record.rejected.deviceId}`;

/** The fix log in a topic of Kafka. The one place that knows kafkajs. */
export class KafkaFixLog implements FixLog {
  private readonly kafka: Kafka;
  private readonly teller: TroubleTeller;
  private readonly partitions = new Map<string, number>();
  private readonly partitioner = Partitioners.DefaultPartitioner();
  private readonly partitionMetadata;
  private appender: KafkaAppender | null = null;

  /** Connects at the first append or follow; `tell` hears in one sentence what is wrong with Kafka. */
  constructor(
    private readonly settings: KafkaSettings,
    private readonly tell: TellTrouble,
  ) {
    this.kafka = makeKafka(settings, `yukimichi-${hostname()}-${process.pid}`);
    this.teller = new TroubleTeller(tell);
    this.partitionMetadata = Array.from({ length: settings.partitions }, (_, partitionId) => ({
      partitionId,
      ...{ partitionErrorCode: 0, leader: 0, replicas: [], isr: [] },
    }));
  }

  async append(records: readonly FixRecord[]): Promise<AppendResult> {
    const messages = records.map((record) => this.messageOf(record));
    return this.theAppender().append(messages, isLive(records));
  }

  partitionOf(vehicleId: number): number {
    return this.partitionOfKey(String(vehicleId));
  }

  async follow(follower: LogFollower): Promise<Following> {
    return new KafkaFollowing(this.kafka, this.settings, { follower, tell: this.tell });
  }

  async health(): Promise<FixLogHealth> {
    const { trouble } = this.teller;
    if (this.theAppender().isReady) return { ok: trouble === '', reason: trouble };
    return { ok: false, reason: trouble || 'Kafka is being connected.' };
  }

  async close(): Promise<void> {
    await this.appender?.close();
  }

  private theAppender(): KafkaAppender {
    this.appender ??= new KafkaAppender(this.kafka, this.settings, this.teller);
    return this.appender;
  }

  private messageOf(record: FixRecord): KeyedMessage {
    const key = keyOf(record);
    return { key, value: encodeRecord(record), partition: this.partitionOfKey(key) };
  }

  /** As every Kafka client with the Java partitioner places this key. */
  private partitionOfKey(key: string): number {
    let partition = this.partitions.get(key);
    if (partition === undefined) {
      const { topic } = this.settings;
      const { partitionMetadata } = this;
      partition = this.partitioner({ topic, partitionMetadata, message: { key, value: null } });
      this.partitions.set(key, partition);
    }
    return partition;
  }
}
