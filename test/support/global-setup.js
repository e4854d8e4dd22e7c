import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** jest loads this file without its transforms, so the server comes from the build. */
const fromBuild = async (file) => {
  try {
    return await import(`../../dist/${file}`);
  } catch (error) {
    throw new Error(`Run npm run build:server before the tests (${error.message}).`);
  }
};

/** Starts one PostgreSQL for all suites and makes the migrated template that they clone. */
export default async () => {
  const { startPostgres } = await fromBuild('apps/embedded/src/postgres.js');
  const { migrate } = await fromBuild('libs/store/src/index.js');
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-test-'));
  // The server does not run as root: it must be able to enter.
  chmodSync(dataDir, 0o755);
  const server = await startPostgres({
    dataDir,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
  });
  globalThis.testPostgres = { server, dataDir };
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query('CREATE DATABASE yukimichi_template');
  await migrate(server.url.replace(/\/postgres$/, '/yukimichi_template'));
  await client.query('ALTER DATABASE yukimichi_template IS_TEMPLATE true ALLOW_CONNECTIONS false');
  await client.end();
  process.env.TEST_DATABASE_SERVER = server.url;
};
