import { randomBytes } from 'node:crypto';
import { Database } from '#store';
import { onServer } from './on-server.js';
import { cloneTimescale, onTimescale } from './timescale-database.js';

const TEMPLATE = 'yukimichi_template';

export interface ClonedDatabase {
  readonly url: string;
  /** A pool on it, with as many connections as it serves. */
  open(): Database;
  drop(): Promise<void>;
}

const createPlain = async (template: string): Promise<ClonedDatabase> => {
  const server = process.env.TEST_DATABASE_SERVER!;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  return {
    url,
    open: () => new Database(url),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

/** A migrated database of its own for one suite: on the shared plain server, or on TimescaleDB where jest's project says so. */
export const cloneDatabase = (): Promise<ClonedDatabase> =>
  onTimescale() ? cloneTimescale() : createPlain(TEMPLATE);

/** A database of the plain server without any table. */
export const emptyDatabase = (): Promise<ClonedDatabase> => createPlain('template1');
