import { randomBytes } from 'node:crypto';
import pg from 'pg';

const TEMPLATE = 'yukimichi_template';

export interface ClonedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const onServer = async (sql: string): Promise<void> => {
  const client = new pg.Client(process.env.TEST_DATABASE_SERVER);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const createDatabase = async (template: string): Promise<ClonedDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return {
    url: process.env.TEST_DATABASE_SERVER!.replace(/\/postgres$/, `/${name}`),
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

/** A database of its own for one suite: a clone of the migrated template on the shared server. */
export const cloneDatabase = (): Promise<ClonedDatabase> => createDatabase(TEMPLATE);

/** A database without any table. */
export const emptyDatabase = (): Promise<ClonedDatabase> => createDatabase('template1');
