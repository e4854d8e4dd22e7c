import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runner } from 'node-pg-migrate';
import { packageRoot } from '#config';
import { Database } from './database.js';

/** The database cannot be used as it is; the message says why and what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const MIGRATIONS_TABLE = 'schema_migration';

const migrationsFolder = (): string => join(packageRoot(), 'libs', 'store', 'migrations');

const listKnownMigrations = async (): Promise<string[]> =>
  (await readdir(migrationsFolder()))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => basename(file, '.sql'));

const listAppliedMigrations = async (database: Database): Promise<string[] | null> => {
  const [{ ours, foreign }] = await database.query<{ ours: string | null; foreign: string | null }>(
    `SELECT to_regclass('public.${MIGRATIONS_TABLE}')::text AS ours,
       (SELECT min(tablename) FROM pg_tables WHERE schemaname = 'public') AS foreign`,
  );
  if (ours === null && foreign !== null) {
    throw new SchemaError(
      `The database holds tables of something else (${JSON.stringify(foreign)}): name an empty database in DATABASE_URL.`,
    );
  }
  if (ours === null) return null;
  return (await database.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`)).map(
    (row) => row.name,
  );
};

const checkIsOurs = async (url: string): Promise<void> => {
  const database = new Database(url, { max: 1 });
  try {
    const known = await listKnownMigrations();
    const newer = (await listAppliedMigrations(database))?.filter((name) => !known.includes(name)) ?? [];
    if (newer.length > 0) {
      throw new SchemaError(
        `The database has been changed by a newer version of Yukimichi (${newer.join(', ')}): start that version, ` +
          'or name another database in DATABASE_URL.',
      );
    }
  } finally {
    await database.close();
  }
};

/**
 * Brings the database at `url` to this code's schema; safe to run at every start and by several processes at once.
 * @throws SchemaError for a database that is newer than the code or not ours.
 */
export const migrate = async (url: string): Promise<void> => {
  await checkIsOurs(url);
  const quiet = (): void => undefined;
  await runner({
    databaseUrl: url,
    dir: migrationsFolder(),
    direction: 'up',
    migrationsTable: MIGRATIONS_TABLE,
    advisoryLockMode: 'wait',
    singleTransaction: true,
    logger: { info: quiet, warn: quiet, error: quiet },
  });
};
