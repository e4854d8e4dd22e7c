import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { randomOf } from '#fixtures';
import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { demoCity } from '../support/demo-city.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { waitUntil } from '../support/wait-until.js';

/** Kills in the short form that CI runs; `KILLS=10` gives the long one. */
const KILLS = Number(process.env.KILLS ?? 3);
const MACHINES = Number(process.env.MACHINES ?? 10);
const HOURS = Number(process.env.HOURS ?? 1);
const HOUR_MS = 3_600_000;
const STAFF_TOKEN = 'fault-test';

const runFile = promisify(execFile);
/** Children run the build without jest's Node options. */
const CLEAN_ENVIRONMENT = { ...process.env, NODE_OPTIONS: '' };

interface Outcome {
  readonly dump: string;
  readonly fixes: number;
  readonly sent: number;
  readonly kills: number;
}

const startServer = async (fromAt: number): Promise<EmbeddedProcess> => {
  const dataDir = makeDataDir();
  const city = await demoCity(dataDir);
  // The clock stands after the storm, so that every fix is in its past, and runs fast, so that tracks close soon.
  const nowAt = new Date(fromAt + (HOURS + 0.5) * HOUR_MS).toISOString();
  const server = await EmbeddedProcess.start({
    DATA_DIR: dataDir,
    STAFF_TOKEN,
    CLOCK: `storm@${nowAt}@100@${new Date().toISOString()}`,
  });
  const database = new Database(server.databaseUrl, { max: 2 });
  await loadRegister(database, city.register);
  await database.close();
  return server;
};

/** Runs the simulator as its own process, killing the server at seeded random moments meanwhile. */
const sendStorm = async (server: EmbeddedProcess, fromAt: number, kills: number): Promise<number> => {
  const uploads = path.join(server.dataDir, 'uploads.jsonl');
  const args = ['--url', server.url, '--truth', path.join(server.dataDir, 'truth.jsonl'), '--out', uploads];
  const storm = spawn(
    process.execPath,
    ['dist/fixtures/src/storm/cli.js', ...args, '--seed', '7', '--machines', String(MACHINES)].concat([
      '--hours',
      String(HOURS),
      '--from',
      new Date(fromAt).toISOString(),
      '--speed',
      'max',
    ]),
    { env: { ...CLEAN_ENVIRONMENT, STAFF_TOKEN }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  storm.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const done = new Promise<number | null>((resolve) => storm.once('close', resolve));
  const random = randomOf('kill-embedded', kills);
  let killed = 0;
  while (killed < kills && storm.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, random.between(150, 900)));
    if (storm.exitCode !== null) break;
    await server.end('SIGKILL');
    killed += 1;
    await server.start();
  }
  expect(killed).toBe(kills);
  expect({ code: await done, complaint }).toMatchObject({ code: 0 });
  const sent = new Set<string>();
  for (const line of readFileSync(uploads, 'utf8').split('\n').filter(Boolean)) {
    const { vehicleCode, fixes } = JSON.parse(line) as { vehicleCode: string; fixes: object[] };
    for (const fix of fixes) sent.add(`${vehicleCode} ${JSON.stringify(fix)}`);
  }
  return sent.size;
};

const finish = async (server: EmbeddedProcess): Promise<{ dump: string; fixes: number }> => {
  const database = new Database(server.databaseUrl, { max: 1 });
  await waitUntil(
    async () => {
      const [row] = await database.query<{ open: number; marks: number }>(
        'SELECT (SELECT count(*) FROM track WHERE NOT closed) AS open, (SELECT count(*) FROM track_mark) AS marks',
      );
      return row.open === 0 && row.marks === 0;
    },
    { withinMs: 120_000, what: 'all tracks to be closed' },
  );
  const [{ fixes }] = await database.query<{ fixes: number }>('SELECT count(*) AS fixes FROM fix');
  await database.close();
  const { stdout } = await runFile(process.execPath, ['dist/apps/tracks/src/passes-dump.js'], {
    env: { ...CLEAN_ENVIRONMENT, DATA_DIR: server.dataDir },
    maxBuffer: 200_000_000,
  });
  return { dump: stdout, fixes };
};

const runStorm = async (fromAt: number, kills: number): Promise<Outcome> => {
  const server = await startServer(fromAt);
  try {
    const sent = await sendStorm(server, fromAt, kills);
    return { ...(await finish(server)), sent, kills };
  } finally {
    await server.dispose();
  }
};

describe('kill -9 of the embedded process in the middle of the storm', () => {
  it(`loses nothing and gives the same passes (${KILLS} kills)`, async () => {
    const fromAt = Date.parse('2026-01-24T21:00:00+09:00');
    const undisturbed = await runStorm(fromAt, 0);
    const killed = await runStorm(fromAt, KILLS);
    process.stdout.write(
      `kill -9 × ${KILLS}: ${killed.fixes} of ${killed.sent} distinct fixes stored, ${killed.dump.split('\n').length - 1} passes\n`,
    );
    expect(undisturbed.dump.length).toBeGreaterThan(0);
    expect(killed.fixes).toBe(killed.sent);
    expect(undisturbed.fixes).toBe(undisturbed.sent);
    expect(killed.dump).toBe(undisturbed.dump);
  }, 600_000);
});
