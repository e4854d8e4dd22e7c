import { readFileSync } from 'node:fs';
import { parseNumber, parseWhole, refuse } from './setting-error.js';
import type { SettingText } from './settings.js';

/** Keys of the Kafka fix log; without KAFKA_BROKERS the others mean nothing. */
export const KAFKA_SETTINGS = [
  {
    key: 'KAFKA_BROKERS',
    fallback: '',
    meaning: 'Kafka brokers as host:port,host:port; empty keeps the fix log in the process.',
  },
  {
    key: 'KAFKA_TOPIC',
    fallback: 'fixes',
    meaning: 'Topic of the fix log; it is created where it is missing.',
  },
  {
    key: 'KAFKA_PARTITIONS',
    fallback: '12',
    meaning:
      'Partitions of the topic, the most tracks processes that share the work. It cannot be changed later.',
  },
  {
    key: 'KAFKA_REPLICATION',
    fallback: '1',
    meaning: 'Brokers that keep each record, of a topic created here.',
  },
  {
    key: 'KAFKA_RETENTION_H',
    fallback: '168',
    meaning: 'Hours the topic keeps a record, of a topic created here.',
  },
  { key: 'KAFKA_GROUP', fallback: 'tracks', meaning: 'Consumer group of the tracks processes.' },
  {
    key: 'KAFKA_TLS',
    fallback: 'off',
    meaning: 'off, on, or the file of the authority that signed the brokers.',
  },
  {
    key: 'KAFKA_SASL_MECHANISM',
    fallback: '',
    meaning: 'plain, scram-sha-256 or scram-sha-512; empty for none.',
  },
  { key: 'KAFKA_USERNAME', fallback: '', meaning: 'User of KAFKA_SASL_MECHANISM.' },
  { key: 'KAFKA_PASSWORD', fallback: '', meaning: 'Password of KAFKA_SASL_MECHANISM.' },
] as const satisfies readonly SettingText[];

type KafkaKey = (typeof KAFKA_SETTINGS)[number]['key'];

const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

export interface KafkaSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly partitions: number;
  readonly replication: number;
  readonly retentionMs: number;
  readonly group: string;
  /** Null: plain TCP. `ca` is PEM text; left out, the system's authorities. */
  readonly tls: { readonly ca?: string } | null;
  readonly sasl: {
    readonly mechanism: (typeof SASL_MECHANISMS)[number];
    readonly username: string;
    readonly password: string;
  } | null;
}

type TextOf = (key: KafkaKey) => string;

const parseBrokers = (value: string): string[] => {
  const brokers = value.split(',').map((broker) => broker.trim());
  const wrong = brokers.find((broker) => !/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(broker));
  if (wrong !== undefined)
    return refuse('KAFKA_BROKERS', value, `write ${JSON.stringify(wrong)} as host:port, such as kafka:9092.`);
  return brokers;
};

const parseName = (key: KafkaKey, value: string): string =>
  /^[\w.-]{1,200}$/.test(value)
    ? value
    : refuse(key, value, 'use letters, digits, dot, dash and underscore.');

const parseTls = (value: string): KafkaSettings['tls'] => {
  if (value === 'off') return null;
  if (value === 'on') return {};
  try {
    return { ca: readFileSync(value, 'utf8') };
  } catch (error) {
    return refuse('KAFKA_TLS', value, `write off, on or a readable PEM file (${(error as Error).message}).`);
  }
};

const parseSasl = (text: TextOf): KafkaSettings['sasl'] => {
  const value = text('KAFKA_SASL_MECHANISM');
  if (value === '') return null;
  const mechanism =
    SASL_MECHANISMS.find((known) => known === value) ??
    refuse('KAFKA_SASL_MECHANISM', value, `choose one of ${SASL_MECHANISMS.join(', ')}.`);
  const [username, password] = [text('KAFKA_USERNAME'), text('KAFKA_PASSWORD')];
  if (username === '') return refuse('KAFKA_USERNAME', '', `${mechanism} needs a user.`);
  if (password === '') return refuse('KAFKA_PASSWORD', '', `${mechanism} needs a password.`);
  return { mechanism, username, password };
};

/** Null without brokers. @throws SettingError */
export const readKafkaSettings = (text: TextOf): KafkaSettings | null => {
  if (text('KAFKA_BROKERS') === '') return null;
  return {
    brokers: parseBrokers(text('KAFKA_BROKERS')),
    topic: parseName('KAFKA_TOPIC', text('KAFKA_TOPIC')),
    partitions: parseWhole('KAFKA_PARTITIONS', text('KAFKA_PARTITIONS'), 1, 1_000),
    replication: parseWhole('KAFKA_REPLICATION', text('KAFKA_REPLICATION'), 1, 32),
    retentionMs: parseNumber('KAFKA_RETENTION_H', text('KAFKA_RETENTION_H'), 1, 100_000) * 3_600_000,
    group: parseName('KAFKA_GROUP', text('KAFKA_GROUP')),
    tls: parseTls(text('KAFKA_TLS')),
    sasl: parseSasl(text),
  };
};
