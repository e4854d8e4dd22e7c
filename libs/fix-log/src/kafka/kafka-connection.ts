import { type Admin, Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { KafkaSettings } from '#config';
import type { TroubleTeller } from '../trouble-teller.js';
import { kafkaTrouble } from './kafka-trouble.js';

/** A device waits for its acknowledgement: a broker that hangs must be found out soon. */
const REQUEST_WITHIN_MS = 5_000;
const CONNECT_WITHIN_MS = 3_000;
const TRY_AGAIN_MS = 1_000;
/** Largest batch of a partition, in bytes: a device may send a megabyte of rejected fixes, quoted anew. */
const MAX_MESSAGE_BYTES = 10_485_760;

/** The log's topic is not as the settings say. */
class TopicError extends Error {
  override readonly name = 'TopicError';
}

export const makeKafka = ({ brokers, tls, sasl }: KafkaSettings, clientId: string): Kafka =>
  new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: CONNECT_WITHIN_MS,
    authenticationTimeout: CONNECT_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    retry: { retries: 2, initialRetryTime: 200, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING,
    ...(tls && { ssl: tls.ca === undefined ? true : { ca: [tls.ca] } }),
    ...(sasl && { sasl: sasl as SASLOptions }),
  });

const createTopic = (admin: Admin, settings: KafkaSettings): Promise<boolean> =>
  admin.createTopics({
    waitForLeaders: true,
    topics: [
      {
        topic: settings.topic,
        numPartitions: settings.partitions,
        replicationFactor: settings.replication,
        configEntries: [
          { name: 'retention.ms', value: String(settings.retentionMs) },
          { name: 'cleanup.policy', value: 'delete' },
          { name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) },
          { name: 'min.insync.replicas', value: String(Math.max(1, settings.replication - 1)) },
        ],
      },
    ],
  });

const checkTopic = async (admin: Admin, settings: KafkaSettings): Promise<void> => {
  const { topic, partitions } = settings;
  if (!(await admin.listTopics()).includes(topic)) await createTopic(admin, settings);
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const found = topics[0].partitions.length;
  if (found === partitions) return;
  throw new TopicError(
    `The topic ${topic} has ${found} partitions and KAFKA_PARTITIONS is ${partitions}: set KAFKA_PARTITIONS=${found}, ` +
      'or name a new topic in KAFKA_TOPIC.',
  );
};

/**
 * Runs `work` with an admin client once Kafka answers and the topic is as the settings say; until then it tries
 * and tells what is wrong. Null when `isOver` became true first.
 */
export const whenReady = async <T>(
  { kafka, settings, teller }: { kafka: Kafka; settings: KafkaSettings; teller: TroubleTeller },
  isOver: () => boolean,
  work: (admin: Admin) => Promise<T>,
): Promise<T | null> => {
  while (!isOver()) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      await checkTopic(admin, settings);
      return await work(admin);
    } catch (error) {
      teller.note(error instanceof TopicError ? error.message : kafkaTrouble(error));
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
  return null;
};
