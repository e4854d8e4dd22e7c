import type { KafkaSettings } from '#config';
import type { FixLog } from './fix-log.js';
import { InProcessFixLog } from './in-process-fix-log.js';
import { KafkaFixLog } from './kafka/kafka-fix-log.js';

/**
 * The fix log that the settings name: Kafka, or in-process for a single process where there is none. `tell` hears in
 * one sentence what is wrong with it, and that it goes on by itself.
 */
export const openFixLog = (kafka: KafkaSettings | null, tell: (sentence: string) => void): FixLog =>
  kafka === null ? new InProcessFixLog() : new KafkaFixLog(kafka, tell);
