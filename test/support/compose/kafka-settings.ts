import type { Environment } from './compose-file.js';

/** Variables of the image's own start script. */
const OF_THE_SCRIPT = ['KAFKA_HEAP_OPTS'];

/** The broker's settings as the image of Apache Kafka makes them of its variables: KAFKA_LOG_DIRS is log.dirs. */
export const kafkaSettingsOf = (environment: Environment): string =>
  Object.entries(environment)
    .filter(([key]) => key.startsWith('KAFKA_') && !OF_THE_SCRIPT.includes(key))
    .map(([key, value]) => `${key.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.')}=${value}`)
    .join('\n');
