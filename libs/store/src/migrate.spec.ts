import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Database } from './database.js';
import { migrate } from './migrate.js';

/** An empty database on the suites' server. */
const withEmptyDatabase = async (work: (url: string) => Promise<void>): Promise<void> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const server = new pg.Client(process.env.TEST_DATABASE_SERVER);
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await work(process.env.TEST_DATABASE_SERVER!.replace(/\/postgres$/, `/${name}`));
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.end();
  }
};

describe('migrate', () => {
  it.each([1, 2, 3])('is safe for many processes that start at once (%i)', async () => {
    await withEmptyDatabase(async (url) => {
      await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
      const database = new Database(url, { max: 1 });
      const rows = await database.query<{ times: number }>(
        'SELECT count(*) AS times FROM schema_migration GROUP BY name',
      );
      await database.close();
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ times }) => times === 1)).toBe(true);
    });
  });
});
