interface KafkaError {
  readonly name?: string;
  readonly code?: unknown;
  readonly type?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [
    /SASLAuthentication|SASL_AUTHENTICATION|ILLEGAL_SASL/,
    'Kafka refuses the user: correct KAFKA_USERNAME, KAFKA_PASSWORD or KAFKA_SASL_MECHANISM.',
  ],
  [
    /AUTHORIZATION_FAILED/,
    'Kafka does not let this user use the topic or group: give it the rights to write, read and create.',
  ],
  [
    /certificate|self.signed|wrong version number|SSL|TLS|EPROTO/i,
    'The TLS connection with Kafka fails: correct KAFKA_TLS, or the certificate of the broker.',
  ],
  [
    /INVALID_REPLICATION_FACTOR/,
    'Kafka has fewer brokers than KAFKA_REPLICATION: lower it, or start more brokers.',
  ],
  [/NOT_ENOUGH_REPLICAS/, 'Too few brokers of Kafka run to keep a record safely: start the others.'],
  [
    /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/,
    'The topic refuses large batches: set its max.message.bytes to 10485760.',
  ],
  [/KAFKA_STORAGE_ERROR/, 'Kafka cannot write its files: see the log of the broker for the disk at fault.'],
  [
    /RequestTimeout|KafkaJSTimeout|REQUEST_TIMED_OUT|Connection timeout|ETIMEDOUT/,
    'Kafka does not answer in time: see whether the brokers run and are reachable.',
  ],
  [
    /ECONN|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN|Connection|BrokerNotFound|LEADER_NOT_AVAILABLE|COORDINATOR|GROUP_LOAD/,
    'Kafka cannot be reached: start it, or correct KAFKA_BROKERS; this goes on by itself then.',
  ],
];

const descriptionOf = (error: unknown): string => {
  const { name, code, type, message, cause, errors } = (error ?? {}) as KafkaError;
  const inner = [cause, ...(errors ?? [])].filter((each) => each !== undefined && each !== error);
  return [name, code, type, message, ...inner.map(descriptionOf)].filter(Boolean).join(' ');
};

/** What is wrong with Kafka in one sentence, and what to do. */
export const kafkaTrouble = (error: unknown): string => {
  const description = descriptionOf(error);
  const known = SENTENCES.find(([pattern]) => pattern.test(description));
  return known?.[1] ?? `Kafka: ${(error as Error).message}`;
};
