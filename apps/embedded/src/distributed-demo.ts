import { parseArgs } from 'node:util';
import { readSettings, requireSettings, type Settings } from '#config';
import { type City, makeCity, progressPrinter, SNOW_LEAD_H, sendStorm, simulateStorm } from '#fixtures';
import { failWith, stopOnSignals } from '#server';
import {
  Database,
  listStorms,
  listVehicles,
  migrate,
  NetworkPlace,
  whenStoreUp,
  writeNetworkFile,
} from '#store';
import { loadDemoContracts } from './demo-contracts.js';
import { loadRegister } from './load-register.js';

/**
 * `docker compose up`: puts the demo city into a distributed server and sends it a storm that is some hours old already
 * and goes on at the pace of the clock. Started again, it goes on with the storm that is on.
 */

const HOUR_MS = 3_600_000;
const STORM_H = 12;
/** Hours of the storm that have passed when the page opens. */
const OPEN_AFTER_H = 3;
const SEED = 1;
const TELL_EVERY_MS = 15_000;

const NEEDS = ['DATABASE_URL', 'NETWORK_FILE', 'STAFF_TOKEN'];
const USAGE = 'distributed-demo --url URL --staff-url URL   (ingest, staff / 測位の受け口、職員面)';
const NOT_OURS =
  'ここにはデモのものでない車両か道路があります。デモは何も変えません。デモなしの起動:  docker compose up -d nginx tracks\n' +
  "  There are vehicles or roads here that are not the demo's, and it changes nothing: leave it out with the command above.";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Addresses {
  readonly url: string;
  readonly staffUrl: string;
}

const parseAddresses = (args: string[]): Addresses => {
  const { values } = parseArgs({
    args,
    options: { url: { type: 'string' }, 'staff-url': { type: 'string' } },
  });
  if (values.url === undefined || values['staff-url'] === undefined) throw new Error(USAGE);
  return { url: values.url, staffUrl: values['staff-url'] };
};

const isOurs = async (database: Database, city: City, networkFile: string): Promise<boolean> => {
  const ours = new Set(city.register.vehicles.map(({ code }) => code));
  const network = await new NetworkPlace(networkFile).read();
  const vehicles = await listVehicles(database);
  return (
    vehicles.every(({ code }) => ours.has(code)) && (network?.hash ?? city.network.hash) === city.network.hash
  );
};

/** When the storm that is on began its first shift, else some hours ago. */
const stormStart = async (database: Database, nowAt: number): Promise<number> => {
  const starts = (await listStorms(database, nowAt)).map(
    ({ startedAt }) => startedAt + SNOW_LEAD_H * HOUR_MS,
  );
  const running = starts.find((startAt) => startAt <= nowAt && nowAt < startAt + STORM_H * HOUR_MS);
  return running ?? Math.floor((nowAt - OPEN_AFTER_H * HOUR_MS) / 1000) * 1000;
};

/** Roads and register, where nothing stands in the way. Gives the start of the storm. @throws Error */
const layOut = async (city: City, settings: Settings, signal: AbortSignal): Promise<number> => {
  const { databaseUrl, networkFile, clock } = settings;
  const database = new Database(databaseUrl, { max: 1 });
  try {
    await whenStoreUp(() => migrate(databaseUrl), { tell: say, signal });
    if (!(await isOurs(database, city, networkFile))) throw new Error(NOT_OURS);
    await writeNetworkFile(networkFile, city.network);
    await loadRegister(database, city.register);
    const startAt = await stormStart(database, clock.now());
    await loadDemoContracts(database, city.register, startAt);
    return startAt;
  } finally {
    await database.close();
  }
};

const play = async (addresses: Addresses, settings: Settings, signal: AbortSignal): Promise<void> => {
  say('金沢の街を作っています… / making the city…');
  const city = makeCity(1);
  const startAt = await layOut(city, settings, signal);
  const storm = simulateStorm(city, { seed: SEED, hours: STORM_H, startAt });
  say(
    '街ができました。これまでの吹雪を送り、そのあとは実時間で続けます / the city is there; the storm so far, then live',
  );
  const { clock, staffToken } = settings;
  const sent = await sendStorm(storm, {
    ...addresses,
    staffToken,
    speed: clock.rate,
    fastUntil: clock.now(),
    nowMs: () => clock.now(),
    onProgress: progressPrinter(say, TELL_EVERY_MS),
    signal,
  });
  if (sent.complete) say('吹雪は終わりました / the storm is over');
};

const main = async (): Promise<void> => {
  const addresses = parseAddresses(process.argv.slice(2));
  requireSettings('the demo', NEEDS);
  const abort = new AbortController();
  let playing: Promise<void> | undefined;
  stopOnSignals(async () => {
    abort.abort();
    await playing?.catch(() => undefined);
  });
  playing = play(addresses, readSettings(), abort.signal);
  await playing;
};

main().catch(failWith);
