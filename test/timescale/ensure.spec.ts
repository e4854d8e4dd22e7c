import { runner } from 'node-pg-migrate';
import { type Database, insertFixes, listFixes, listVehicleHours, migrate, type StoreKeeping } from '#store';
import type { ClonedDatabase } from '../support/database.js';
import { simpleFix } from '../support/simple-fix.js';
import { cloneTimescale } from '../support/timescale-database.js';
import { findJob } from '../support/timescale-jobs.js';

const AT = Date.parse('2026-01-24T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEEPING: StoreKeeping = { fixRetentionDays: 0, columnstoreAfterDays: 3 };

let cloned: ClonedDatabase;
let told: string[] = [];
const tell = (sentence: string): void => void told.push(sentence);

beforeEach(() => {
  told = [];
});

const inDatabase = async <T>(run: (database: Database) => Promise<T>): Promise<T> => {
  const database = cloned.open();
  try {
    return await run(database);
  } finally {
    await database.close();
  }
};

/** Everything that the ensure step makes, with the numbers of its jobs. */
const catalogue = () =>
  inDatabase((database) =>
    database.query(
      `SELECT 'hypertable' AS what, hypertable_name::text AS name, compression_enabled::text AS detail
         FROM timescaledb_information.hypertables WHERE hypertable_schema = 'public'
       UNION ALL SELECT 'columnstore', segmentby, orderby
         FROM timescaledb_information.hypertable_columnstore_settings WHERE hypertable = 'fix'::regclass
       UNION ALL SELECT 'chunk', column_name, time_interval::text
         FROM timescaledb_information.dimensions WHERE hypertable_name = 'fix'
       UNION ALL SELECT 'aggregate', view_name, materialized_only::text
         FROM timescaledb_information.continuous_aggregates
       UNION ALL SELECT 'job', job_id || ' ' || proc_name, config::text
         FROM timescaledb_information.jobs WHERE job_id >= 1000
       UNION ALL SELECT 'key', conname, pg_get_constraintdef(oid)
         FROM pg_constraint WHERE conrelid = 'fix'::regclass AND contype = 'p'
       UNION ALL SELECT 'index', indexname, '' FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'fix'
       ORDER BY 1, 2, 3`,
    ),
  );

const onEmptyDatabase = (): void => {
  beforeAll(async () => {
    cloned = await cloneTimescale('empty');
  });
  afterAll(() => cloned.drop());
};

describe('the ensure step on TimescaleDB', () => {
  onEmptyDatabase();

  it('makes hypertable, columnstore, aggregate and policies once, however often it runs', async () => {
    await migrate(cloned.url, { keeping: KEEPING, tell });
    const first = await catalogue();
    expect(first).toEqual([
      { what: 'aggregate', name: 'vehicle_hour', detail: 'false' },
      { what: 'chunk', name: 'fix_at', detail: expect.stringMatching(/^(1 day|24:00:00)$/) },
      { what: 'columnstore', name: 'vehicle_id', detail: 'fix_at,device_id,key' },
      { what: 'hypertable', name: 'fix', detail: 'true' },
      { what: 'index', name: 'fix_pkey', detail: '' },
      { what: 'index', name: 'fix_vehicle_time', detail: '' },
      { what: 'job', name: expect.stringMatching(/policy_refresh/), detail: expect.any(String) },
      {
        what: 'job',
        name: expect.stringMatching(/policy_compression$/),
        detail: expect.stringContaining('3 days'),
      },
      { what: 'key', name: 'fix_pkey', detail: 'PRIMARY KEY (device_id, fix_at, key)' },
    ]);
    await migrate(cloned.url, { keeping: KEEPING, tell });
    expect(await catalogue()).toEqual(first);
    expect(told).toEqual(
      Array(2).fill(expect.stringMatching(/^TimescaleDB \S+ keeps the fixes in chunks of a day\.$/)),
    );
  });

  it('follows the settings, and leaves policies alone where it is given none', async () => {
    const jobs = () =>
      inDatabase(async (database) => ({
        columnstore: (await findJob(database, 'columnstore'))?.config.compress_after,
        retention: (await findJob(database, 'retention'))?.config,
      }));
    await migrate(cloned.url, { keeping: { fixRetentionDays: 400, columnstoreAfterDays: 7 } });
    expect(await jobs()).toEqual({ columnstore: '7 days', retention: { keep_days: 400 } });
    await migrate(cloned.url);
    expect(await jobs()).toEqual({ columnstore: '7 days', retention: { keep_days: 400 } });
    await migrate(cloned.url, { keeping: { fixRetentionDays: 500, columnstoreAfterDays: 0 } });
    expect(await jobs()).toEqual({ columnstore: undefined, retention: { keep_days: 500 } });
    await migrate(cloned.url, { keeping: KEEPING });
    expect(await jobs()).toEqual({ columnstore: '3 days', retention: undefined });
  });
});

describe('the ensure step on a plain database that was moved to TimescaleDB', () => {
  onEmptyDatabase();

  it('takes over every fix, its key and its hours', async () => {
    const quiet = (): void => undefined;
    await runner({
      databaseUrl: cloned.url,
      dir: 'libs/store/migrations',
      direction: 'up',
      migrationsTable: 'schema_migration',
      logger: { info: quiet, warn: quiet, error: quiet },
    });
    const rows = Array.from({ length: 500 }, (_, n) => ({
      fix: simpleFix(AT + n * (HOUR / 4)),
      position: n,
    }));
    const span = { vehicleId: 1, fromAt: AT, toAt: AT + 100 * DAY };
    const plainHours = await inDatabase(async (database) => {
      await insertFixes(database, rows);
      return listVehicleHours(database, span);
    });
    expect(plainHours).toHaveLength(125);
    await migrate(cloned.url, { keeping: KEEPING, tell });
    expect(told[0]).toBe('The stored fixes are moved into chunks of a day: this may take minutes.');
    await inDatabase(async (database) => {
      expect(await listFixes(database, span)).toEqual(rows.map((row) => row.fix));
      expect(await insertFixes(database, rows)).toEqual([]);
      expect(await listVehicleHours(database, span)).toEqual(plainHours);
    });
  });
});
