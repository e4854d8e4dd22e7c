import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { databaseAddressFile, readSettings, readSettingsWith, type Settings, stormClock } from '#config';
import { failWith, STOP_WITH_PARENT, stopOnSignals } from '#server';
import { writeNetworkFile } from '#store';
import { loadDemoAccounts, printDemoAccounts } from './demo-accounts.js';
import { loadDemoContracts } from './demo-contracts.js';
import { DemoNight } from './demo-night.js';
import { DemoProgress } from './demo-progress.js';
import { loadRegister } from './load-register.js';
import { startPostgres, stopPostgres } from './postgres.js';
import { refuseIfClaimed } from './single-instance.js';
import { type EmbeddedServer, startEmbedded } from './start-embedded.js';

/** The generated storm begins in the evening of a January Saturday. */
const STORM_START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const HOUR_MS = 3_600_000;

interface DemoOptions {
  readonly seed: number;
  readonly machines: number | undefined;
  readonly hours: number;
  /** Hours of the storm that have passed when the page opens. */
  readonly openAfterHours: number;
  readonly speed: number;
}

const numberOf = (name: string, text: string, min: number): number => {
  const number = Number(text);
  if (!(number >= min)) throw new Error(`--${name} ${text} cannot be used: give a number from ${min}.`);
  return number;
};

const parseOptions = (args: string[]): DemoOptions => {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      machines: { type: 'string' },
      hours: { type: 'string', default: '12' },
      'open-after': { type: 'string', default: '3' },
      speed: { type: 'string', default: '20' },
      [STOP_WITH_PARENT]: { type: 'boolean' },
    },
  });
  return {
    seed: numberOf('seed', values.seed, 0),
    machines: values.machines === undefined ? undefined : numberOf('machines', values.machines, 1),
    hours: numberOf('hours', values.hours, 1),
    openAfterHours: numberOf('open-after', values['open-after'], 0),
    speed: numberOf('speed', values.speed, 0.1),
  };
};

/** The demo has a folder of its own and begins anew each time, also after a kill. @throws Error while another demo runs there. */
const clearDemoFolder = async (dataDir: string): Promise<void> => {
  const addressFile = databaseAddressFile(dataDir);
  if (existsSync(addressFile)) await refuseIfClaimed(readFileSync(addressFile, 'utf8').trim());
  await stopPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
};

/** All of the demo lies in its folder, also for `npm run settle`; its clock stands at the storm's opening hour from now on. */
const demoSettings = (options: DemoOptions, dataDir: string): Settings => ({
  ...readSettingsWith({ DATA_DIR: dataDir, DATABASE_URL: '', PUBLISH_DIR: '', NETWORK_FILE: '' }),
  clock: stormClock(STORM_START_AT + options.openAfterHours * HOUR_MS, options.speed),
});

const printAddresses = (server: EmbeddedServer): void => {
  process.stdout.write(
    `\n  住民向け / residents  ${server.url}/\n  職員向け / staff      ${server.url}/staff?token=${server.staffToken}\n` +
      `  日報・精算 / paperwork  ${server.url}/paper?token=${server.staffToken}\n` +
      printDemoAccounts(server.url) +
      '\n',
  );
};

/** What runs and how it is stopped, newest last. */
type Stops = (() => Promise<void>)[];

/** The city is made while the database starts, the night played while the server does. */
const start = async (
  options: DemoOptions,
  stops: Stops,
): Promise<{ night: DemoNight; server: EmbeddedServer; settings: Settings }> => {
  const night = new DemoNight({ ...options, startAt: STORM_START_AT });
  stops.push(() => night.stop());
  const dataDir = path.join(readSettings().dataDir, 'demo');
  await clearDemoFolder(dataDir);
  const postgres = startPostgres({ dataDir });
  stops.push(async () => (await postgres).stop());
  const [city] = await Promise.all([night.city, postgres]);
  const settings = demoSettings(options, dataDir);
  await writeNetworkFile(settings.networkFile, city.network);
  const server = startEmbedded({ settings, network: city.network });
  // From now on the server stops the database that it found running.
  stops.splice(1, 1, async () => (await server).stop());
  const { database } = await server;
  await loadRegister(database, city.register);
  await loadDemoContracts(database, city.register, STORM_START_AT);
  await loadDemoAccounts(database, city.register);
  await night.played;
  return { night, server: await server, settings };
};

const run = async (stops: Stops): Promise<void> => {
  const options = parseOptions(process.argv.slice(2));
  process.stdout.write('金沢の街を作っています… / making the city…\n');
  const { night, server, settings } = await start(options, stops);
  printAddresses(server);
  const progress = new DemoProgress(server, settings);
  stops.push(async () => progress.stop());
  night.onProgress = (sent) => progress.onSent(sent);
  const { url, staffToken } = server;
  night.send({ url, staffToken, nowAt: settings.clock.now(), speed: options.speed });
  if (await night.over)
    process.stdout.write(
      '吹雪は終わりました。Ctrl+C で終了します / the storm is over; Ctrl+C ends the demo\n',
    );
};

const main = async (): Promise<void> => {
  const stops: Stops = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop().catch(() => undefined);
  };
  stopOnSignals(stopAll);
  try {
    await run(stops);
  } catch (error) {
    await stopAll();
    throw error;
  }
};

main().catch(failWith);
