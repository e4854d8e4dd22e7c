import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { KafkaSettings } from '#config';
import type { FixLogHealth, Following, LogFollower, PartitionLag } from '../fix-log.js';
import { type TellTrouble, TroubleTeller } from '../trouble-teller.js';
import { BatchHandOver } from './batch-hand-over.js';
import { whenReady } from './kafka-connection.js';
import { kafkaTrouble } from './kafka-trouble.js';
import { PartitionPlaces } from './partition-places.js';

const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
const REBALANCE_MS = 20_000;
/** An idle stop waits for the open fetch. */
const FETCH_WAIT_MS = 250;
const MAX_BYTES_PER_PARTITION = 1_048_576;
/** Partitions whose batches are stored at the same time. */
const CONCURRENT_PARTITIONS = 4;
/** A consumer without any sign of the brokers for so long is dead: kafkajs can lose its coordinator for good. */
const DEAD_AFTER_MS = 60_000;
/** Outlasts a broker that is started again; then the consumer crashes, and its process ends. */
const RETRY = { initialRetryTime: 300, maxRetryTime: 5_000, retries: 8 };

/**
 * Follows the topic as a member of the consumer group. Where each partition goes on stands in the follower's
 * database; Kafka's own offsets are committed for its monitoring tools only.
 */
export class KafkaFollowing implements Following {
  readonly failed: Promise<Error>;
  private readonly consumer: Consumer;
  private readonly teller: TroubleTeller;
  private readonly places: PartitionPlaces;
  private readonly handOver: BatchHandOver;
  private readonly running: Promise<void>;
  private fail: (error: Error) => void = () => undefined;
  private stopped = false;
  private signAt = performance.now();
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: KafkaSettings,
    { follower, tell }: { follower: LogFollower; tell: TellTrouble },
  ) {
    this.teller = new TroubleTeller(tell);
    this.failed = new Promise((resolve) => {
      this.fail = resolve;
    });
    this.consumer = kafka.consumer({
      groupId: settings.group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: async (error) => this.mayTryAgain(error) },
    });
    const parts = { topic: settings.topic, follower, teller: this.teller };
    this.places = new PartitionPlaces({ ...parts, consumer: this.consumer, kafka, settings });
    this.handOver = new BatchHandOver({ ...parts, places: this.places });
    this.listen();
    this.running = this.run();
  }

  async health(): Promise<FixLogHealth> {
    const reason = this.teller.trouble || (this.places.joined ? '' : 'The consumer group is being joined.');
    return { ok: reason === '', reason };
  }

  lag(): readonly PartitionLag[] {
    return this.places.lag();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    this.handOver.stop();
    await this.running;
    await this.consumer.stop();
    await this.consumer.disconnect();
    await this.places.releaseAll();
  }

  private listen(): void {
    const { consumer } = this;
    const { GROUP_JOIN, CRASH, HEARTBEAT, FETCH, REQUEST } = consumer.events;
    for (const sign of [HEARTBEAT, FETCH, REQUEST] as const) {
      consumer.on(sign as typeof HEARTBEAT, () => {
        this.signAt = performance.now();
      });
    }
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.places.assigned(payload.memberAssignment[this.settings.topic] ?? []);
    });
    consumer.on(CRASH, ({ payload }) => {
      if (!payload.restart) this.die(payload.error);
    });
  }

  /** Before the first join, and while a broker that was started loads its groups; a consumer that died later is dead. */
  private mayTryAgain(error: Error): boolean {
    this.teller.note(kafkaTrouble(error));
    return !this.stopped && (!this.places.hasJoined || /is loading/.test(error.message));
  }

  private async run(): Promise<void> {
    const { kafka, settings, teller } = this;
    const isOver = (): boolean => this.stopped;
    await whenReady({ kafka, settings, teller }, isOver, async () => teller.clear());
    if (this.stopped) return;
    this.signAt = performance.now();
    this.watch = setInterval(() => this.look(), HEARTBEAT_MS);
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics: [settings.topic], fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
        eachBatch: (payload: EachBatchPayload) => this.handOver.take(payload),
      });
    } catch (error) {
      this.die(error as Error);
    }
  }

  private look(): void {
    if (performance.now() - this.signAt > DEAD_AFTER_MS) {
      this.die(new Error(`Nothing was heard from Kafka for ${DEAD_AFTER_MS / 1_000} s.`));
    }
  }

  private die(error: Error): void {
    if (this.stopped) return;
    const sentence = `The consumer of the fix log died, this process must be started again. ${kafkaTrouble(error)}`;
    this.teller.note(sentence);
    this.fail(new Error(sentence, { cause: error }));
  }
}
