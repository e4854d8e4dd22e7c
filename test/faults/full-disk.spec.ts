import { rmSync } from 'node:fs';
import path from 'node:path';
import { Database } from '#store';
import { type EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { SmallDisk } from '../support/small-disk.js';
import { waitUntil } from '../support/wait-until.js';
import { canLimitWrites, limitWrites, unlimitWrites } from '../support/write-limit.js';
import { runEmbeddedStorm } from './embedded-storm.js';

/** Room for the database of an hour's storm, and little more. */
const DISK_MB = 200;
/** The hour is sent in about 25 s, so that it goes on while nothing can be written. */
const SPEED = 144;
/** Nothing can be written for this long: several tries of every part to go on. */
const FULL_MS = 4_000;
const RECOVER_WITHIN_MS = 120_000;

/** A way in which a data folder takes no more, and what the log says then. */
interface Fullness {
  readonly name: string;
  readonly logged: RegExp;
  fill(server: EmbeddedProcess): void;
  /** May be called again. */
  free(server: EmbeddedProcess): void;
}

const fullDisk = (disk: SmallDisk): Fullness => ({
  name: 'a full disk',
  logged: /The disk of the (database|data folder) is full: free space on it/,
  fill: () => disk.fill(),
  free: () => disk.free(),
});

/** The database's own journal fails then: it dies, and cannot start again until it is freed. */
const usedUpQuota: Fullness = {
  name: 'a used-up quota',
  logged: /The database in \S+ does not start: .*File too large: free space on its disk\./,
  fill: (server) => limitWrites(server.pid, ...server.databasePids),
  free: (server) => unlimitWrites(server.pid, ...server.databasePids),
};

/** What a device is told now: a problem's sentence; empty where its fix is taken. The fix is one that is kept aside. */
const answerTo = async (server: EmbeddedProcess, token: string): Promise<string> => {
  const response = await fetch(`${server.url}/fixes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ fixes: [{ at: '2026-01-24T21:00:00+09:00', lat: 0, lng: 0 }] }),
  });
  return response.ok ? '' : ((await response.json()) as { detail: string }).detail;
};

/** Waits until a hundred more fixes are stored than when it was called. */
const waitForFixes = async (server: EmbeddedProcess): Promise<void> => {
  const database = new Database(server.databaseUrl, { max: 1 });
  const count = async (): Promise<number> =>
    (await database.query<{ n: number }>('SELECT count(*) AS n FROM fix'))[0].n;
  const before = await count();
  await waitUntil(async () => (await count()) >= before + 100, { what: 'the storm to be under way' });
  await database.close();
};

/** Fills the folder for a while; the server must say what is wrong and get over it by itself. */
const fillForAWhile = async (full: Fullness, server: EmbeddedProcess, token: string): Promise<void> => {
  await waitForFixes(server);
  full.fill(server);
  await waitUntil(async () => (await answerTo(server, token)) !== '', { what: 'devices to be refused' });
  await new Promise((resolve) => setTimeout(resolve, FULL_MS));
  expect(await answerTo(server, token)).toMatch(/^Nothing was kept, send it again later\. The \S.*: .*\.$/);
  // Again and again: what was just being started may have been born with the limit.
  const isRecovered = async (): Promise<boolean> => {
    full.free(server);
    return (await answerTo(server, token)) === '';
  };
  await waitUntil(isRecovered, {
    withinMs: RECOVER_WITHIN_MS,
    everyMs: 500,
    what: `recovery from ${full.name}`,
  });
  expect(server.log).toMatch(full.logged);
};

describe('a data folder that takes no more in the middle of the storm', () => {
  const disk = SmallDisk.mount(DISK_MB);
  const folder = disk?.folder ?? makeDataDir();
  const ways = [...(disk === null ? [] : [fullDisk(disk)]), ...(canLimitWrites() ? [usedUpQuota] : [])];
  if (disk === null) process.stderr.write('*** SKIPPED: a full disk: mounting tmpfs needs root ***\n');
  if (ways.length === 0 && process.env.CI)
    throw new Error('CI may skip nothing: run as root, or install util-linux.');

  afterAll(() => {
    if (disk !== null) disk.unmount();
    else rmSync(folder, { recursive: true, force: true });
  });

  it(`loses nothing and goes on by itself after ${ways.map(({ name }) => name).join(', ')}`, async () => {
    const undisturbed = await runEmbeddedStorm();
    const dataDir = path.join(folder, 'data');
    const filled = await runEmbeddedStorm(
      async (server, sending, city) => {
        for (const way of ways) await fillForAWhile(way, server, city.machines[0].deviceToken);
        expect(sending.isOver).toBe(false);
      },
      { dataDir, speed: SPEED },
    );
    expect(filled.fixes).toBe(filled.sent);
    expect(filled.dump).toBe(undisturbed.dump);
  }, 600_000);
});
