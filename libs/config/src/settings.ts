import { type Clock, stormClock, systemClock } from './clock.js';
import { KAFKA_SETTINGS, type KafkaSettings, readKafkaSettings } from './kafka-settings.js';
import { parseNumber, parseWhole, refuse } from './setting-error.js';

/** One key of the environment, its default and what it means. */
export interface SettingText {
  readonly key: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** Every key that the environment may set; `.env.example` is checked against this list by a test. */
export const SETTINGS = [
  { key: 'HOST', fallback: '127.0.0.1', meaning: 'Address to listen on; 0.0.0.0 opens it to the network.' },
  { key: 'PORT', fallback: '3000', meaning: 'Port to listen on.' },
  {
    key: 'DATA_DIR',
    fallback: '.data',
    meaning: 'Folder of the embedded database, published files and networks.',
  },
  {
    key: 'DATABASE_URL',
    fallback: '',
    meaning: 'PostgreSQL or TimescaleDB to use; empty starts the embedded one.',
  },
  {
    key: 'PUBLISH_DIR',
    fallback: '',
    meaning: 'Folder the publisher writes and the public plane serves; empty = DATA_DIR/public.',
  },
  {
    key: 'NETWORK_FILE',
    fallback: '',
    meaning: 'Road network file; empty = DATA_DIR/current.network. It is taken up when it comes.',
  },
  {
    key: 'STAFF_TOKEN',
    fallback: '',
    meaning: 'Secret of the staff plane; empty = made at the first start and kept in DATA_DIR.',
  },
  {
    key: 'CLOCK',
    fallback: 'system',
    meaning: 'system, or storm@START@SPEED[@ANCHOR], instants in ISO 8601 (demo and replay set it).',
  },
  {
    key: 'SILENT_AFTER_MIN',
    fallback: '10',
    meaning: 'Minutes without a fix after which a unit on shift is silent.',
  },
  {
    key: 'AGE_BANDS_H',
    fallback: '1,3,24',
    meaning: 'Upper ends in hours of the three bands of a cleared road.',
  },
  {
    key: 'DUE_AFTER_STORM_H',
    fallback: '24',
    meaning: "Hours after a storm's end in which its unplowed roads stay due.",
  },
  {
    key: 'THRESHOLDS_CM',
    fallback: 'state_main=5,pref_priority=5,pref_1=10,pref_2=10,pref_3=10,city_1=10,city_2=10,city_3=30',
    meaning: 'New snow in cm that starts the work, per route class.',
  },
  {
    key: 'PASSES_NEEDED',
    fallback: '',
    meaning: 'Plowings a direction needs to be cleared, per route class, as class=N; others need 1.',
  },
  {
    key: 'REPORTS_EVERY_MIN',
    fallback: '10',
    meaning: 'Minutes between two makings of the daily reports by the staff process; 0 = only by command.',
  },
  { key: 'PUBLISH_EVERY_S', fallback: '5', meaning: 'Seconds between two published states.' },
  {
    key: 'FIX_RETENTION_DAYS',
    fallback: '0',
    meaning:
      'Days that fixes are kept, rejected ones too; 0 = for ever: they are the evidence of every bill.',
  },
  {
    key: 'COLUMNSTORE_AFTER_DAYS',
    fallback: '3',
    meaning:
      'Days after which TimescaleDB compresses a day of fixes; 0 = never. Plain PostgreSQL never does.',
  },
  {
    key: 'BUNDLE_DIR',
    fallback: '',
    meaning: 'Folder of the bundles of settlements, to be backed up; empty = DATA_DIR/bundles.',
  },
  {
    key: 'BUNDLE_RETENTION_YEARS',
    fallback: '7',
    meaning: 'Years that bundles are kept after they were written (the law asks for 7, some for 10).',
  },
  { key: 'LOG_LEVEL', fallback: 'info', meaning: 'error, warn, info or debug.' },
  ...KAFKA_SETTINGS,
] as const satisfies readonly SettingText[];

type SettingKey = (typeof SETTINGS)[number]['key'];

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly publishDir: string;
  /** There need not be one yet. */
  readonly networkFile: string;
  readonly staffToken: string;
  readonly clock: Clock;
  readonly silentAfterMs: number;
  readonly ageBandsMs: readonly [number, number, number];
  readonly dueAfterStormMs: number;
  readonly thresholdsCm: Readonly<Record<string, number>>;
  readonly passesNeeded: Readonly<Record<string, number>>;
  /** 0: the server makes no reports by itself. */
  readonly reportsEveryMs: number;
  readonly publishEveryMs: number;
  /** How the store keeps fixes. */
  readonly keeping: { readonly fixRetentionDays: number; readonly columnstoreAfterDays: number };
  /** Where the bundles of settlements lie, and for how long. */
  readonly bundles: { readonly folder: string; readonly keepYears: number };
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** Null: the fix log is in-process. */
  readonly kafka: KafkaSettings | null;
}

const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

const parsePairs = (key: SettingKey, value: string): Record<string, number> => {
  const pairs: Record<string, number> = {};
  for (const pair of value.split(',').filter((text) => text.trim() !== '')) {
    const [name, number] = pair.split('=');
    if (number === undefined) return refuse(key, value, `write ${JSON.stringify(pair)} as class=number.`);
    pairs[name.trim()] = parseNumber(key, number, 0, 1000);
  }
  return pairs;
};

const parseClock = (value: string): Clock => {
  if (value === 'system') return systemClock();
  const [kind, start, speed, anchor] = value.split('@');
  const startAt = Date.parse(start ?? '');
  const anchorAt = anchor === undefined ? Date.now() : Date.parse(anchor);
  const rate = Number(speed);
  if (kind !== 'storm' || Number.isNaN(startAt) || Number.isNaN(anchorAt) || !(rate > 0 && rate <= 10_000)) {
    return refuse('CLOCK', value, 'write system, or storm@2026-01-25T18:00:00+09:00@20.');
  }
  return stormClock(startAt, rate, anchorAt);
};

/** Empty, or what fits a bearer header and a cookie alike (RFC 6750, b64token). The value itself is told to nobody. */
const parseToken = (value: string): string =>
  /^([\w.~+/-]+=*)?$/.test(value)
    ? value
    : refuse('STAFF_TOKEN', '…', 'use letters, digits and - . _ ~ + / only.');

const parseAgeBands = (value: string): [number, number, number] => {
  const hours = value.split(',').map((text) => parseNumber('AGE_BANDS_H', text, 0.01, 1000));
  if (hours.length !== 3 || !(hours[0] < hours[1] && hours[1] < hours[2])) {
    return refuse('AGE_BANDS_H', value, 'give three rising numbers of hours, such as 1,3,24.');
  }
  return [hours[0] * 3_600_000, hours[1] * 3_600_000, hours[2] * 3_600_000];
};

/**
 * Reads and checks every setting. @throws SettingError for a value that cannot be used.
 * `environment` is `process.env` unless a test or a script gives its own.
 */
export const readSettings = (environment: Record<string, string | undefined> = process.env): Settings => {
  const text = (key: SettingKey): string => environment[key] ?? SETTINGS.find((s) => s.key === key)!.fallback;
  const dataDir = text('DATA_DIR');
  const logLevel = LOG_LEVELS.find((level) => level === text('LOG_LEVEL'));
  return {
    host: text('HOST'),
    port: parseNumber('PORT', text('PORT'), 0, 65_535),
    dataDir,
    databaseUrl: text('DATABASE_URL'),
    publishDir: text('PUBLISH_DIR') || `${dataDir}/public`,
    networkFile: text('NETWORK_FILE') || `${dataDir}/current.network`,
    staffToken: parseToken(text('STAFF_TOKEN')),
    clock: parseClock(text('CLOCK')),
    silentAfterMs: parseNumber('SILENT_AFTER_MIN', text('SILENT_AFTER_MIN'), 1, 1440) * 60_000,
    ageBandsMs: parseAgeBands(text('AGE_BANDS_H')),
    dueAfterStormMs: parseNumber('DUE_AFTER_STORM_H', text('DUE_AFTER_STORM_H'), 0, 1000) * 3_600_000,
    thresholdsCm: parsePairs('THRESHOLDS_CM', text('THRESHOLDS_CM')),
    passesNeeded: parsePairs('PASSES_NEEDED', text('PASSES_NEEDED')),
    reportsEveryMs: parseNumber('REPORTS_EVERY_MIN', text('REPORTS_EVERY_MIN'), 0, 1440) * 60_000,
    publishEveryMs: parseNumber('PUBLISH_EVERY_S', text('PUBLISH_EVERY_S'), 0.1, 300) * 1000,
    keeping: {
      fixRetentionDays: parseWhole('FIX_RETENTION_DAYS', text('FIX_RETENTION_DAYS'), 0, 36_500),
      columnstoreAfterDays: parseWhole('COLUMNSTORE_AFTER_DAYS', text('COLUMNSTORE_AFTER_DAYS'), 0, 36_500),
    },
    bundles: {
      folder: text('BUNDLE_DIR') || `${dataDir}/bundles`,
      keepYears: parseWhole('BUNDLE_RETENTION_YEARS', text('BUNDLE_RETENTION_YEARS'), 7, 100),
    },
    logLevel: logLevel ?? refuse('LOG_LEVEL', text('LOG_LEVEL'), `choose one of ${LOG_LEVELS.join(', ')}.`),
    kafka: readKafkaSettings(text),
  };
};

/** The settings of the environment, with some of its keys set otherwise. */
export const readSettingsWith = (instead: Record<string, string>): Settings =>
  readSettings({ ...process.env, ...instead });
