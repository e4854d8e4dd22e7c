import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings, type Settings, stormClock } from '#config';
import { makeCity, type SentStorm, sendStorm, simulateStorm } from '#fixtures';
import { failWith, stopOnSignals } from '#server';
import { DemoProgress } from './demo-progress.js';
import { loadRegister } from './load-register.js';
import { stopPostgres } from './postgres.js';
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

/** The demo has a folder of its own and begins anew each time, also after a kill. */
const clearDemoFolder = async (dataDir: string): Promise<void> => {
  await stopPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
};

const demoSettings = (options: DemoOptions): Settings => {
  const settings = readSettings();
  const dataDir = path.join(settings.dataDir, 'demo');
  const openAt = STORM_START_AT + options.openAfterHours * HOUR_MS;
  return {
    ...settings,
    dataDir,
    databaseUrl: '',
    publishDir: path.join(dataDir, 'public'),
    clock: stormClock(openAt, options.speed),
  };
};

const printAddresses = (server: EmbeddedServer): void => {
  process.stdout.write(
    `\n  住民向け / residents  ${server.url}/\n  職員向け / staff      ${server.url}/staff?token=${server.staffToken}\n\n`,
  );
};

const main = async (): Promise<void> => {
  const options = parseOptions(process.argv.slice(2));
  process.stdout.write('金沢の街を作っています… / making the city…\n');
  const city = makeCity(1);
  const storm = simulateStorm(city, { ...options, startAt: STORM_START_AT });
  const settings = demoSettings(options);
  await clearDemoFolder(settings.dataDir);
  const server = await startEmbedded({ settings, network: city.network });
  const abort = new AbortController();
  const progress = new DemoProgress(server, settings);
  let sending: Promise<SentStorm> | undefined;
  stopOnSignals(async () => {
    abort.abort();
    await sending?.catch(() => undefined);
    progress.stop();
    await server.stop();
  });
  await loadRegister(server.database, city.register);
  printAddresses(server);
  sending = sendStorm(storm, {
    url: server.url,
    staffToken: server.staffToken,
    speed: options.speed,
    fastUntil: STORM_START_AT + options.openAfterHours * HOUR_MS,
    nowMs: () => settings.clock.now(),
    onProgress: (sent) => progress.onSent(sent),
    signal: abort.signal,
  });
  await sending;
  process.stdout.write('吹雪は終わりました。Ctrl+C で終了します / the storm is over; Ctrl+C ends the demo\n');
};

main().catch(failWith);
