import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { makeCity, type Storm, simulateStorm } from '#fixtures';
import { Database, writeNetworkFile } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { waitUntil } from '../support/wait-until.js';
import { fire, makeShots, type Shot, shotOf } from './load.js';

/**
 * `npm run bench:flow -- [--json] [--seconds N]`: fixes acknowledged per second over HTTP, singly and in batches of
 * 100, fixes per second from ingest to committed passes, and a bare Nest + Fastify handler beside them in the same
 * run. The database is on disk with full durability.
 */
const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const HOURS = 3;
const BATCH = 100;

/** Requests per second that a bare handler of the same body answers. */
const measureBare = async (seconds: number, next: () => Shot): Promise<number> => {
  const port = await findFreePort();
  const server = spawn(process.execPath, ['dist/test/bench/bare-server.js', String(port)]);
  const url = `http://127.0.0.1:${port}/bare`;
  await waitUntil(async () => (await fetch(url, { method: 'POST' }).catch(() => undefined)) !== undefined);
  const result = await fire(url, seconds, () => ({ ...next(), path: '/bare' }));
  server.kill('SIGTERM');
  return result.requests.average;
};

const startServer = async (): Promise<{ server: EmbeddedProcess; storm: Storm; database: Database }> => {
  const city = makeCity(1);
  const dataDir = makeDataDir();
  await writeNetworkFile(`${dataDir}/current.network`, city.network);
  const nowAt = new Date(START_AT + (HOURS + 1) * 3_600_000).toISOString();
  const server = await EmbeddedProcess.start({ DATA_DIR: dataDir, CLOCK: `storm@${nowAt}@1` });
  const database = new Database(server.databaseUrl, { max: 2 });
  await loadRegister(database, city.register);
  return { server, database, storm: simulateStorm(city, { seed: 1, hours: HOURS, startAt: START_AT }) };
};

/** Sends a whole simulated storm in batches, several machines at once, and waits until nothing is left to match. */
const measureToPasses = async (server: EmbeddedProcess, storm: Storm, database: Database) => {
  const token = new Map(storm.machines.map((machine) => [machine.vehicleCode, machine.deviceToken]));
  const queues = storm.machines.map((machine) =>
    storm.uploads
      .filter((upload) => upload.vehicleCode === machine.vehicleCode)
      .flatMap((upload) => [...upload.fixes])
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  );
  const startedAt = performance.now();
  let sent = 0;
  await Promise.all(
    storm.machines.map(async (machine, index) => {
      const fixes = queues[index];
      for (let from = 0; from < fixes.length; from += BATCH) {
        const { path, ...init } = shotOf(
          token.get(machine.vehicleCode) ?? '',
          fixes.slice(from, from + BATCH),
        );
        const response = await fetch(server.url + path, { method: 'POST', ...init });
        if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
        sent += Math.min(BATCH, fixes.length - from);
      }
    }),
  );
  const ackedS = (performance.now() - startedAt) / 1000;
  await waitUntil(
    async () => (await database.query<{ n: number }>('SELECT count(*) AS n FROM track_mark'))[0].n === 0,
    { withinMs: 300_000, what: 'all marks to be matched' },
  );
  const matchedS = (performance.now() - startedAt) / 1000;
  const [{ passes }] = await database.query<{ passes: number }>('SELECT count(*) AS passes FROM pass');
  return { sent, passes, acknowledgedPerS: sent / ackedS, matchedPerS: sent / matchedS };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, seconds: { type: 'string', default: '8' } },
  });
  const seconds = Number(values.seconds);
  const { server, storm, database } = await startServer();
  try {
    const toPasses = await measureToPasses(server, storm, database);
    const tokens = storm.machines.map((machine) => machine.deviceToken);
    const single = await fire(`${server.url}/fixes`, seconds, makeShots(tokens, 1));
    const batched = await fire(`${server.url}/fixes`, seconds, makeShots(tokens, BATCH));
    const bareSingle = await measureBare(seconds, makeShots(tokens, 1));
    const bareBatched = await measureBare(seconds, makeShots(tokens, BATCH));
    const figures = {
      singleFixesPerS: Math.round(single.requests.average),
      bareSinglePerS: Math.round(bareSingle),
      singleRatio: Number((single.requests.average / bareSingle).toFixed(3)),
      singleP99Ms: single.latency.p99,
      batchFixesPerS: Math.round(batched.requests.average * BATCH),
      bareBatchFixesPerS: Math.round(bareBatched * BATCH),
      batchRatio: Number((batched.requests.average / bareBatched).toFixed(3)),
      stormFixes: toPasses.sent,
      stormPasses: toPasses.passes,
      stormAcknowledgedPerS: Math.round(toPasses.acknowledgedPerS),
      toPassesFixesPerS: Math.round(toPasses.matchedPerS),
    };
    process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table(figures));
  } finally {
    await database.close();
    await server.dispose();
  }
};

const table = (f: Record<string, number>): string =>
  [
    `acknowledged singly        ${f.singleFixesPerS} fixes/s   bare handler ${f.bareSinglePerS}/s   ratio ${f.singleRatio}   p99 ${f.singleP99Ms} ms`,
    `acknowledged in batches    ${f.batchFixesPerS} fixes/s   bare handler ${f.bareBatchFixesPerS} fixes/s   ratio ${f.batchRatio}`,
    `a storm of ${f.stormFixes} fixes  acknowledged ${f.stormAcknowledgedPerS} fixes/s, to committed passes ${f.toPassesFixesPerS} fixes/s (${f.stormPasses} passes)`,
    '',
  ].join('\n');

await main();
