import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onServer } from '../../../test/support/on-server.js';
import { Database } from './database.js';
import { migrate, SchemaError } from './migrate.js';

const SERVER = process.env.TEST_DATABASE_SERVER!;
const KEEPING = { fixRetentionDays: 400, columnstoreAfterDays: 3 };

let name: string;
let url: string;
let count = 0;

beforeEach(async () => {
  count += 1;
  name = `migrate_${process.pid}_${count}`;
  url = SERVER.replace(/\/postgres$/, `/${name}`);
  await onServer(SERVER, `CREATE DATABASE ${name}`);
});
afterEach(() => onServer(SERVER, `DROP DATABASE ${name} WITH (FORCE)`));

const ask = async <Row>(sql: string): Promise<Row[]> => {
  const database = new Database(url, { max: 1 });
  try {
    return await database.query<Row>(sql);
  } finally {
    await database.close();
  }
};

const migrateAndListen = async (): Promise<string[]> => {
  const told: string[] = [];
  await migrate(url, { keeping: KEEPING, tell: (sentence) => told.push(sentence) });
  return told;
};

describe('migrate', () => {
  it.each([1, 2, 3])('lets many processes that start at once take turns (%i)', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
    const names = (await ask<{ name: string }>('SELECT name FROM schema_migration')).map((row) => row.name);
    expect(names.length).toBeGreaterThanOrEqual(5);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refuses a database of something else, and one of a newer version', async () => {
    await onServer(url, 'CREATE TABLE invoices (id integer)');
    await expect(migrate(url)).rejects.toThrow(SchemaError);
    await expect(migrate(url)).rejects.toThrow('The database holds tables of something else ("invoices")');
    await onServer(url, 'DROP TABLE invoices');
    await migrate(url);
    await onServer(url, `INSERT INTO schema_migration (name, run_on) VALUES ('9999_tomorrow', now())`);
    await expect(migrate(url)).rejects.toThrow('changed by a newer version of Yukimichi (9999_tomorrow)');
  });

  it('says in one sentence that there is no TimescaleDB, and does nothing else', async () => {
    const sentence = 'The database has no TimescaleDB: it is used as plain PostgreSQL.';
    expect(await migrateAndListen()).toEqual([sentence]);
    expect(await migrateAndListen()).toEqual([sentence]);
    expect(await ask(`SELECT to_regprocedure('drop_old_fixes(integer, jsonb)') AS job`)).toEqual([
      { job: null },
    ]);
  });
});

/**
 * The build of TimescaleDB that the tests have cannot be started under another licence or as an older version, so an
 * extension of that name stands in for what such a server answers.
 */
describe('migrate on a TimescaleDB that cannot be used', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-extension-'));
    chmodSync(folder, 0o755);
    mkdirSync(path.join(folder, 'extension'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const offer = async (version: string, script: string): Promise<void> => {
    const file = (ending: string): string => path.join(folder, 'extension', `timescaledb${ending}`);
    writeFileSync(file('.control'), `default_version = '${version}'\n`);
    writeFileSync(file(`--${version}.sql`), script);
    await onServer(SERVER, `ALTER DATABASE ${name} SET extension_control_path = '$system:${folder}'`);
  };
  const extensions = () => ask(`SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'`);

  it('leaves one under the Apache licence alone', async () => {
    await offer('2.29.1', 'SELECT 1;');
    await onServer(SERVER, `ALTER DATABASE ${name} SET timescaledb.license = 'apache'`);
    expect(await migrateAndListen()).toEqual([
      'TimescaleDB runs under the licence "apache", without columnstore and policies: the database is used as plain ' +
        "PostgreSQL; use the Community build with timescaledb.license = 'timescale' and start again.",
    ]);
    expect(await extensions()).toEqual([]);
  });

  it('leaves one that is too old alone, whether it is installed or not', async () => {
    await offer('2.17.2', 'SELECT 1;');
    const sentence = expect.stringMatching(
      /^TimescaleDB 2\.17\.2 is too old, 2\.18 or newer is needed: .*; update it/,
    );
    expect(await migrateAndListen()).toEqual([sentence]);
    expect(await extensions()).toEqual([]);
    await onServer(url, 'CREATE EXTENSION timescaledb');
    await offer('2.29.1', 'SELECT 1;');
    expect(await migrateAndListen()).toEqual([
      expect.stringContaining('run ALTER EXTENSION timescaledb UPDATE'),
    ]);
  });

  it.each([
    ['an error', `DO $$ BEGIN RAISE 'no library'; END $$;`, 'no library'],
    ['a part that is missing', 'SELECT 1;', 'relation "timescaledb_information.hypertables" does not exist'],
  ])('goes on as plain PostgreSQL after %s', async (_what, script, message) => {
    await offer('2.29.1', script);
    await onServer(SERVER, `ALTER DATABASE ${name} SET timescaledb.license = 'timescale'`);
    expect(await migrateAndListen()).toEqual([
      `TimescaleDB could not be set up (${message}): the database is used as it is.`,
    ]);
    expect(await extensions()).toEqual([]);
    expect(await ask('SELECT count(*) AS n FROM vehicle_hour')).toEqual([{ n: 0 }]);
  });

  it('does not take a lost connection for a TimescaleDB that cannot be used', async () => {
    await offer('2.29.1', 'SELECT pg_terminate_backend(pg_backend_pid());');
    await expect(migrateAndListen()).rejects.toThrow(/terminat/);
  });
});
