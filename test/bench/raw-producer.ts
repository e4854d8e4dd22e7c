import { Kafka, logLevel } from 'kafkajs';

const RECORDS_PER_SEND = 2_000;
const IN_FLIGHT = 3;
const PARTITIONS = 12;
/** As long as the fix log's record of a fix. */
const RECORD_BYTES = 245;

/** Records per second that a bare kafkajs producer brings to a topic of its own, acknowledged by the broker. */
export const measureRawProducer = async (broker: string, seconds: number): Promise<number> => {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'raw', numPartitions: PARTITIONS }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const value = 'x'.repeat(RECORD_BYTES);
  const messages = Array.from({ length: RECORDS_PER_SEND }, (_, index) => ({ key: String(index), value }));
  const beganAt = performance.now();
  let records = 0;
  const run = async (): Promise<void> => {
    while (performance.now() - beganAt < seconds * 1_000) {
      await producer.send({ topic: 'raw', acks: -1, messages });
      records += messages.length;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, run));
  const perS = records / ((performance.now() - beganAt) / 1_000);
  await producer.disconnect();
  return perS;
};
