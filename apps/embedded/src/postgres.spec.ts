import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { cloneDatabase } from '../../../test/support/database.js';
import { waitUntil } from '../../../test/support/wait-until.js';
import { startPostgres, stopPostgres } from './postgres.js';
import { claimDatabase, refuseIfClaimed } from './single-instance.js';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-postgres-'));
    chmodSync(dataDir, 0o755);
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('keeps its data over a stop and a start', async () => {
    const first = await startPostgres({ dataDir, settings: ['fsync=off'] });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await startPostgres({ dataDir, settings: ['fsync=off'] });
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('adopts the server that a killed process left running', async () => {
    const orphan = await startPostgres({ dataDir, settings: ['fsync=off'] });
    const adopted = await startPostgres({ dataDir });
    expect(adopted).toMatchObject({ adopted: true, url: orphan.url });
    await adopted.stop();
  });

  it('starts a killed server again on the same address and takes its lock again', async () => {
    const server = await startPostgres({ dataDir, settings: ['fsync=off'] });
    const claim = await claimDatabase(server.url, server.revive);
    await expect(claimDatabase(server.url, server.revive)).rejects.toThrow(/Another Yukimichi works/);
    await expect(refuseIfClaimed(server.url)).rejects.toThrow(/Another Yukimichi works/);
    const pid = Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => (await ask(server.url, 'SELECT 1').catch(() => [])).length === 1);
    await claim.release();
    // The server lets go of a lock a moment after its connection has ended.
    const isFree = () =>
      refuseIfClaimed(server.url).then(
        () => true,
        () => false,
      );
    await waitUntil(isFree, { what: 'the released lock' });
    await server.stop();
    await refuseIfClaimed(server.url);
  });

  it('stays stopped when its folder is given up, whoever waits for it to come back', async () => {
    const server = await startPostgres({ dataDir, settings: ['fsync=off'] });
    await stopPostgres(dataDir);
    await server.revive();
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('names the folder and what to do when the data folder cannot be written', async () => {
    await expect(startPostgres({ dataDir: '/dev/null/data' })).rejects.toThrow(
      /data folder \/dev\/null\/data cannot be written .*set DATA_DIR/,
    );
  });

  it('gives each suite a migrated database of its own', async () => {
    const clone = await cloneDatabase();
    expect(await ask(clone.url, 'SELECT count(*)::int AS fixes FROM fix')).toEqual([{ fixes: 0 }]);
    await clone.drop();
  });
});
