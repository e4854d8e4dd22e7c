import { requireSettings } from './require-settings.js';
import { SettingError } from './setting-error.js';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has a usable default for every key', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publishDir: '.data/public',
      silentAfterMs: 600_000,
      keeping: { fixRetentionDays: 0, columnstoreAfterDays: 3 },
    });
    expect(settings.thresholdsCm).toMatchObject({ pref_priority: 5, city_1: 10, city_3: 30 });
    expect(settings.clock.rate).toBe(1);
    expect(settings.kafka).toBeNull();
  });

  it('reads Kafka where brokers are named', () => {
    const { kafka } = readSettings({ KAFKA_BROKERS: 'a:9092, b:9093', KAFKA_TLS: 'on' });
    expect(kafka).toMatchObject({
      brokers: ['a:9092', 'b:9093'],
      topic: 'fixes',
      partitions: 12,
      retentionMs: 604_800_000,
      tls: {},
      sasl: null,
    });
  });

  it.each([
    [{ KAFKA_BROKERS: 'kafka' }, /write "kafka" as host:port/],
    [{ KAFKA_TOPIC: 'two words' }, /letters, digits/],
    [{ KAFKA_PARTITIONS: '1.5' }, /whole number/],
    [{ KAFKA_TLS: '/nowhere.pem' }, /off, on or a readable PEM file/],
    [{ KAFKA_SASL_MECHANISM: 'kerberos' }, /choose one of plain, scram-sha-256/],
    [{ KAFKA_SASL_MECHANISM: 'plain' }, /plain needs a user/],
    [{ KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'u' }, /plain needs a password/],
  ])('refuses %j', (environment, message) => {
    expect(() => readSettings({ KAFKA_BROKERS: 'a:9092', ...environment })).toThrow(message);
  });

  it.each([
    ['PORT', 'eighty', /^PORT="eighty" cannot be used: give a number from 0 to 65535\.$/],
    ['PORT', '70000', /PORT="70000"/],
    ['AGE_BANDS_H', '3,1,24', /three rising numbers/],
    ['THRESHOLDS_CM', 'city_1', /write "city_1" as class=number/],
    ['CLOCK', 'storm@yesterday@20', /CLOCK="storm@yesterday@20" cannot be used/],
    ['CLOCK', 'storm@2026-01-25T18:00:00+09:00@0', /cannot be used/],
    ['FIX_RETENTION_DAYS', '-1', /FIX_RETENTION_DAYS="-1" cannot be used: give a number from 0/],
    ['COLUMNSTORE_AFTER_DAYS', '1.5', /give a whole number/],
    ['STAFF_TOKEN', 'two words', /^STAFF_TOKEN="…" cannot be used: use letters, digits/],
    ['LOG_LEVEL', 'loud', /choose one of error, warn, info, debug/],
  ])('refuses %s=%s by name and says what to write', (key, value, message) => {
    expect(() => readSettings({ [key]: value })).toThrow(SettingError);
    expect(() => readSettings({ [key]: value })).toThrow(message);
  });

  it('runs a storm clock from its start, anchored to an instant of the system clock', () => {
    const anchor = new Date(Date.now() - 10_000).toISOString();
    const { clock } = readSettings({ CLOCK: `storm@2026-01-25T18:00:00+09:00@20@${anchor}` });
    const elapsedMs = clock.now() - Date.parse('2026-01-25T18:00:00+09:00');
    expect(clock.rate).toBe(20);
    expect(elapsedMs).toBeGreaterThanOrEqual(200_000);
    expect(elapsedMs).toBeLessThan(300_000);
  });
});

describe('requireSettings', () => {
  const needs = ['DATABASE_URL', ['STAFF_TOKEN', 'DATA_DIR']];

  it('is content with one of a list', () => {
    expect(() => requireSettings('staff', needs, { DATABASE_URL: 'x', DATA_DIR: 'y' })).not.toThrow();
  });

  it.each([
    [{ DATA_DIR: 'y' }, /^DATABASE_URL is not set, and staff cannot run without it: .*\.$/],
    [{ DATABASE_URL: '', DATA_DIR: 'y' }, /^DATABASE_URL is not set/],
    [{ DATABASE_URL: 'x' }, /^STAFF_TOKEN or DATA_DIR is not set/],
  ])('names what %j lacks', (environment, message) => {
    expect(() => requireSettings('staff', needs, environment)).toThrow(message);
    expect(() => requireSettings('staff', needs, environment)).toThrow(SettingError);
  });
});
