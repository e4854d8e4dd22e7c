import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { jest } from '@jest/globals';
import { smallTown } from '#fixtures';
import { Database, writeNetworkFile } from '#store';
import { findFreePort, startPostgres } from '../../../apps/embedded/src/postgres.js';
import { type ClonedDatabase, cloneDatabase, emptyDatabase } from '../../support/database.js';
import { makeDataDir } from '../../support/embedded-process.js';
import { makeReadOnly } from '../../support/read-only.js';
import { expectSentence, runCommand } from '../../support/run-command.js';
import { SmallDisk } from '../../support/small-disk.js';

/** Room for less than an empty database. */
const TOO_SMALL_MB = 20;

/** What cannot be tried here is said loudly, and must not happen in CI. */
const skip = (what: string): void => {
  process.stderr.write(`*** SKIPPED: ${what} ***\n`);
  if (process.env.CI) throw new Error('CI may skip nothing: run as root.');
};

describe('bad input to npm start', () => {
  jest.setTimeout(60_000);

  let dataDir: string;
  beforeEach(() => {
    dataDir = makeDataDir();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const start = (environment: Record<string, string> = {}) =>
    runCommand('apps/embedded/src/main.js', [], { DATA_DIR: dataDir, PORT: '0', ...environment });

  it('says which port is taken and what to do', async () => {
    const blocker = createServer();
    const port = await findFreePort();
    await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
    const result = await start({ PORT: String(port) });
    blocker.close();
    expectSentence(result, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken: .* set PORT`));
  });

  it('names the setting that cannot be used', async () => {
    expectSentence(await start({ PORT: 'eighty' }), /PORT="eighty" cannot be used/);
  });

  it('refuses a network file that is not one, or is cut off', async () => {
    const file = path.join(dataDir, 'town.network');
    await writeNetworkFile(file, smallTown().network);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    expectSentence(await start({ NETWORK_FILE: file }), /town\.network/);
    writeFileSync(file, 'no network at all');
    expectSentence(await start({ NETWORK_FILE: file }), /town\.network/);
  });

  describe('with a data folder', () => {
    it('that no system lets us make', async () => {
      const result = await start({ DATA_DIR: '/dev/null/yukimichi' });
      expectSentence(result, /The data folder \/dev\/null\/yukimichi cannot be written .* set DATA_DIR/);
    });

    it('that is read-only', async () => {
      const undo = makeReadOnly(dataDir);
      if (undo === null) return skip('a read-only folder: this root may neither mount nor chattr');
      const result = await start();
      undo();
      expectSentence(
        result,
        /The data folder \S+ cannot be written \(E.*\): .*the right to write, or set DATA_DIR/,
      );
    });

    it('that is full', async () => {
      const disk = SmallDisk.mount(TOO_SMALL_MB);
      if (disk === null) return skip('a full disk: mounting tmpfs needs root');
      const tooSmall = await start({ DATA_DIR: path.join(disk.folder, 'data') });
      disk.fill();
      const full = await start({ DATA_DIR: path.join(disk.folder, 'data') });
      disk.unmount();
      expectSentence(
        tooSmall,
        /^The database could not be created in \S+: .*No space left on device: free space/m,
      );
      expectSentence(full, /^The data folder \S+ cannot be written \(ENOSPC.*\): free space there/m);
    });

    it('of another version of PostgreSQL', async () => {
      const postgres = await startPostgres({ dataDir, settings: ['fsync=off'] });
      await postgres.stop();
      writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
      const result = await start();
      expectSentence(
        result,
        /does not start: .*PostgreSQL version 15.*: start it with the version of Yukimichi/,
      );
    });
  });

  describe('with a database', () => {
    let database: ClonedDatabase;
    afterEach(() => database.drop());

    const query = async (sql: string): Promise<void> => {
      const client = new Database(database.url, { max: 1 });
      await client.query(sql);
      await client.close();
    };

    it('of a newer version', async () => {
      database = await cloneDatabase();
      await query("INSERT INTO schema_migration (name, run_on) VALUES ('9999_from_the_future', now())");
      const result = await start({ DATABASE_URL: database.url });
      expectSentence(result, /newer version of Yukimichi \(9999_from_the_future\): start that version/);
    });

    it('of something else', async () => {
      database = await emptyDatabase();
      await query('CREATE TABLE invoices_of_2019 (id int)');
      const result = await start({ DATABASE_URL: database.url });
      expectSentence(result, /holds tables of something else \("invoices_of_2019"\): name an empty database/);
    });

    it('that is not there', async () => {
      database = await emptyDatabase();
      const nowhere = database.url.replace(/\/[^/]+$/, '/no_such_database');
      const closed = 'postgres://yukimichi@127.0.0.1:1/postgres';
      expectSentence(await start({ DATABASE_URL: closed }), /cannot be reached: see that it runs/);
      expectSentence(
        await start({ DATABASE_URL: nowhere }),
        /database name: correct DATABASE_URL\. \(.*no_such_database.*\)/,
      );
    });
  });
});
