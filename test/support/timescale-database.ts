import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Database, migrate, type StoreKeeping } from '#store';
import type { ClonedDatabase } from './database.js';
import { onServer } from './on-server.js';
import { TimescaleProcess } from './timescale-process.js';

declare global {
  /** Set by the project of jest that runs on TimescaleDB. */
  var testStore: 'timescaledb' | undefined;
}

const REAL_SERVER = process.env.TIMESCALE_URL || null;
const KEEPING: StoreKeeping = { fixRetentionDays: 0, columnstoreAfterDays: 3 };

/** Is it a server of TIMESCALE_URL, with workers and durability of its own? */
export const isRealTimescale = (): boolean => REAL_SERVER !== null;

/** Does this suite run on TimescaleDB? */
export const onTimescale = (): boolean => globalThis.testStore === 'timescaledb';

/** `migrated` has the schema and TimescaleDB set up; `empty` neither. */
export type TimescaleTemplate = 'empty' | 'migrated';

const cloneReal = async (server: string, template: TimescaleTemplate): Promise<ClonedDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;
  if (template === 'migrated') await migrate(url, { keeping: KEEPING });
  return {
    url,
    open: () => new Database(url),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

/** From the files of jest's set-up, which are quicker, or from nothing. */
const startWasm = async (template: TimescaleTemplate): Promise<ClonedDatabase> => {
  const files = process.env.TIMESCALE_TEMPLATES;
  const server = await TimescaleProcess.start(files && path.join(files, template));
  if (files === undefined && template === 'migrated') await migrate(server.url, { keeping: KEEPING });
  return {
    url: server.url,
    open: () => new Database(server.url, { max: 1 }),
    drop: () => server.stop(),
  };
};

/** A database of its own: on the real server of TIMESCALE_URL, else in a WebAssembly process of its own. */
export const cloneTimescale = (template: TimescaleTemplate = 'migrated'): Promise<ClonedDatabase> =>
  REAL_SERVER === null ? startWasm(template) : cloneReal(REAL_SERVER, template);

/** `it` for what needs two connections at once. WebAssembly serves one: there it is not run, and says so. */
export const itConcurrent = (name: string, run: () => Promise<void>): void => {
  if (!onTimescale() || REAL_SERVER !== null) {
    it(name, run);
    return;
  }
  process.stderr.write(`*** NOT RUN on TimescaleDB as WebAssembly, one client at a time: ${name} ***\n`);
  process.stderr.write(
    '    It is proven on the embedded PostgreSQL; TIMESCALE_URL of a real server runs it here.\n',
  );
};
