import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { packageRoot } from '#config';
import type { Queryable } from './database.js';
import { type EnsureOptions, ensureTimescale } from './ensure-timescale.js';

/** The database cannot be used as it is; the message says why and what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const MIGRATIONS_TABLE = 'schema_migration';
/** Names the lock of the migrators among the advisory locks of the database: the letters YUKM. */
const LOCK_KEY = 0x59554b4d;
const CONNECT_WITHIN_MS = 5_000;

const migrationsFolder = (): string => join(packageRoot(), 'libs', 'store', 'migrations');

const listKnownMigrations = async (): Promise<string[]> =>
  (await readdir(migrationsFolder()))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => basename(file, '.sql'));

const listAppliedMigrations = async (session: Queryable): Promise<string[] | null> => {
  const [{ ours, foreign }] = await session.query<{ ours: string | null; foreign: string | null }>(
    `SELECT to_regclass('public.${MIGRATIONS_TABLE}')::text AS ours,
       (SELECT min(tablename) FROM pg_tables WHERE schemaname = 'public') AS foreign`,
  );
  if (ours === null && foreign !== null) {
    throw new SchemaError(
      `The database holds tables of something else (${JSON.stringify(foreign)}): name an empty database in DATABASE_URL.`,
    );
  }
  if (ours === null) return null;
  return (await session.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`)).map(
    (row) => row.name,
  );
};

const checkIsOurs = async (session: Queryable): Promise<void> => {
  const known = await listKnownMigrations();
  const newer = (await listAppliedMigrations(session))?.filter((name) => !known.includes(name)) ?? [];
  if (newer.length > 0) {
    throw new SchemaError(
      `The database has been changed by a newer version of Yukimichi (${newer.join(', ')}): start that version, ` +
        'or name another database in DATABASE_URL.',
    );
  }
};

const runMigrations = async (client: pg.Client): Promise<void> => {
  const quiet = (): void => undefined;
  await runner({
    dbClient: client,
    dir: migrationsFolder(),
    direction: 'up',
    migrationsTable: MIGRATIONS_TABLE,
    // Our own lock is held: of two runners with the package's lock one can be refused.
    noLock: true,
    singleTransaction: true,
    logger: { info: quiet, warn: quiet, error: quiet },
  });
};

/**
 * Brings the database at `url` to this code's schema, and to TimescaleDB where it offers that; safe to run at every
 * start and by several processes at once: they take turns.
 * @throws SchemaError for a database that is newer than the code or not ours.
 */
export const migrate = async (url: string, options: EnsureOptions = {}): Promise<void> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'yukimichi-migrate',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  // A connection that breaks rejects its statement; without a listener the process would end.
  client.on('error', () => undefined);
  const session: Queryable = {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
      (await client.query(sql, parameters as unknown[])).rows as Row[],
  };
  await client.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await checkIsOurs(session);
    await runMigrations(client);
    await ensureTimescale(session, options);
  } finally {
    // The lock ends with its connection.
    await client.end();
  }
};
