import { CompressionTypes, type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import type { KafkaSettings } from '#config';
import { type Append, AppendQueue } from '../append-queue.js';
import { type AppendResult, LogUnavailableError } from '../fix-log.js';
import { TroubleTeller } from '../trouble-teller.js';
import { whenReady } from './kafka-connection.js';
import { kafkaTrouble } from './kafka-trouble.js';

/** Limits of batched producing: kafkajs does not batch across calls. */
const LINGER_MS = 4;
const BATCH_RECORDS = 1_000;
const IN_FLIGHT = 3;
const QUEUE_RECORDS = 50_000;
/** Brokers answer within this or refuse. */
const ACKNOWLEDGE_WITHIN_MS = 4_000;

export type KeyedMessage = Message & { readonly partition: number };

const NOTHING_REPEATED: AppendResult = { duplicate: 0 };

/**
 * Appends to the topic in batches. Never idempotent: kafkajs can lose acknowledged records that way; a record that
 * is sent again is removed by the store's key.
 */
export class KafkaAppender {
  private readonly queue = new AppendQueue<KeyedMessage>(QUEUE_RECORDS);
  private readonly producer: Producer;
  private readonly inFlight = new Set<Promise<void>>();
  private lingering = false;
  private ready = false;
  private probing: Promise<void> | null = null;
  private closed = false;
  private readonly opening: Promise<void>;

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: KafkaSettings,
    private readonly teller: TroubleTeller,
  ) {
    this.producer = kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 1, initialRetryTime: 100, maxRetryTime: 500 },
    });
    this.opening = this.open();
  }

  get isReady(): boolean {
    return this.ready && !this.closed;
  }

  /** Resolves when every in-sync broker has the messages. @throws LogUnavailableError */
  async append(messages: readonly KeyedMessage[], isLive: boolean): Promise<AppendResult> {
    if (!this.isReady) {
      throw new LogUnavailableError(
        this.teller.trouble || 'Kafka is being connected: send it again a little later.',
      );
    }
    if (messages.length === 0) return NOTHING_REPEATED;
    const appended = this.queue.push(messages, isLive);
    this.sendSoon();
    return appended;
  }

  async close(): Promise<void> {
    this.closed = true;
    while (this.queue.length > 0 || this.inFlight.size > 0) {
      this.send();
      await Promise.race(this.inFlight);
    }
    await this.opening;
    await this.probing;
    await this.producer.disconnect();
  }

  private async open(): Promise<void> {
    await this.whenReady(() => this.producer.connect());
    this.ready = true;
  }

  private async whenReady(work: () => Promise<void>): Promise<void> {
    const { kafka, settings, teller } = this;
    await whenReady({ kafka, settings, teller }, () => this.closed, work);
    teller.clear();
  }

  /** After a failure: health must tell when Kafka is back, also while nobody appends. */
  private probe(): void {
    this.probing ??= this.whenReady(async () => undefined).finally(() => {
      this.probing = null;
    });
  }

  private sendSoon(): void {
    if (this.queue.length >= BATCH_RECORDS) this.send();
    else if (!this.lingering) {
      this.lingering = true;
      setTimeout(() => {
        this.lingering = false;
        this.send();
      }, LINGER_MS);
    }
  }

  private send(): void {
    while (this.queue.length > 0 && this.inFlight.size < IN_FLIGHT) {
      const sending = this.sendBatch(this.queue.take(BATCH_RECORDS)).finally(() => {
        this.inFlight.delete(sending);
        if (this.queue.length > 0) this.sendSoon();
      });
      this.inFlight.add(sending);
    }
  }

  private async sendBatch(appends: readonly Append<KeyedMessage>[]): Promise<void> {
    try {
      await this.producer.send({
        topic: this.settings.topic,
        acks: -1,
        timeout: ACKNOWLEDGE_WITHIN_MS,
        compression: CompressionTypes.None,
        messages: appends.flatMap((append) => append.items),
      });
      this.teller.clear();
      for (const append of appends) append.resolve(NOTHING_REPEATED);
    } catch (error) {
      const sentence = kafkaTrouble(error);
      this.teller.note(sentence);
      this.probe();
      for (const append of appends) append.reject(new LogUnavailableError(sentence));
    }
  }
}
