import { parseArgs } from 'node:util';
import {
  NO_WORK_HISTORY,
  type Pass,
  type RoadNetwork,
  SegmentIndex,
  splitTracks,
  TrackFollower,
} from '#domain';
import { Database, listFixes, OPEN_END_AT } from '#store';
import { demoCity } from '../support/demo-city.js';
import type { Distributed } from '../support/distributed.js';
import { makeDataDir } from '../support/embedded-process.js';
import { since } from './fleet.js';
import { type Latency, LatencyLook, LiveLoad } from './live-load.js';
import { postStorm, rest, startStack } from './night-stack.js';
import { BACKLOG, OUTAGE_ENDS_AT, type Phone, phonesOf } from './outage-phones.js';
import { PacedSender } from './paced-sender.js';
import { percentile } from './percentiles.js';

/**
 * `npm run bench:outage -- [--json] [--phones N] [--batch N] [--seconds N]`: phones come back after two hours without a
 * network. Each sends its 1,440 fixes newest first, in batches, while all go on sending live ones every 5 s; Kafka,
 * PostgreSQL (on disk, full durability), five processes and the load are on one machine. Latency of the live fixes for
 * `--seconds` before and until everything is matched, how long that takes, and whether what came backwards is whole.
 */
const latencyFigures = (name: string, latency: Latency): Record<string, number> => {
  const figures: Record<string, number> = { [`${name}LiveFixes`]: latency.acknowledgedMs.length };
  for (const [what, values] of Object.entries(latency) as [string, readonly number[]][]) {
    for (const share of [50, 95, 99]) {
      figures[`${name}_${what.slice(0, -2)}P${share}Ms`] = percentile(values, share / 100);
    }
  }
  return figures;
};

const metricOf = async (stack: Distributed, name: string): Promise<number> => {
  const texts = await Promise.all(
    stack.tracks.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
  );
  const values = texts.flatMap((text) => [
    ...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm')),
  ]);
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
};

/** Waits until every fix of the outage is stored and none of them waits for its match. */
const untilDrained = async (stack: Distributed, database: Database, expected: number): Promise<void> => {
  for (;;) {
    await rest(1_000);
    const [{ marks }] = await database.query<{ marks: number }>(
      'SELECT count(*) AS marks FROM track_mark WHERE from_at < to_timestamp($1::float8 / 1000)',
      [OUTAGE_ENDS_AT],
    );
    const lag = await metricOf(stack, 'yukimichi_log_lag_records');
    const matches = await metricOf(stack, 'yukimichi_rematches_total');
    process.stderr.write(`lag ${lag}, vehicles to match ${marks}, matched again ${matches}\n`);
    if (marks === 0 && (await storedOfOutage(database)) === expected) return;
  }
};

const storedOfOutage = async (database: Database): Promise<number> => {
  const [{ n }] = await database.query<{ n: number }>(
    'SELECT count(*) AS n FROM fix WHERE fix_at < to_timestamp($1::float8 / 1000)',
    [OUTAGE_ENDS_AT],
  );
  return n;
};

/** Vehicles whose stored passes of the outage are not those of a match of their fixes in order (tracks are open still). */
const differentVehicles = async (database: Database, network: RoadNetwork): Promise<number> => {
  const index = new SegmentIndex(network);
  const vehicles = await database.query<{ id: number }>('SELECT DISTINCT vehicle_id AS id FROM track');
  let different = 0;
  for (const { id: vehicleId } of vehicles) {
    const fixes = await listFixes(database, { vehicleId, fromAt: 0, toAt: OPEN_END_AT });
    const passes = splitTracks(fixes).flatMap(({ from, to }) => {
      const follower = new TrackFollower(index, NO_WORK_HISTORY);
      for (const fix of fixes.slice(from, to)) follower.push(fix);
      if (to < fixes.length) follower.finish();
      return follower.takePasses();
    });
    const stored = await database.query<{ line: string }>(STORED, [vehicleId, OUTAGE_ENDS_AT]);
    const expected = new Set(passes.filter((pass) => pass.leftAt < OUTAGE_ENDS_AT).map(lineOf));
    const found = new Set(stored.map(({ line }) => line));
    const missing = [...expected].filter((line) => !found.has(line));
    const wrong = [...found].filter((line) => !expected.has(line));
    if (missing.length + wrong.length === 0) continue;
    different += 1;
    process.stderr.write(`vehicle ${vehicleId}: missing ${missing.join(', ')}; wrong ${wrong.join(', ')}\n`);
  }
  return different;
};

const lineOf = (pass: Pass): string =>
  [pass.enteredAt, pass.leftAt, pass.segment, pass.direction, pass.coveredCm, pass.workKind].join(' ');
const STORED = `SELECT concat_ws(' ', (extract(epoch FROM entered_at) * 1000)::int8, (extract(epoch FROM left_at) * 1000)::int8,
    segment, direction, covered_cm, work_kind) AS line
  FROM pass WHERE vehicle_id = $1 AND left_at < to_timestamp($2::float8 / 1000)`;

interface OutageOptions {
  readonly phones: number;
  readonly batch: number;
  readonly seconds: number;
}

const measure = async ({ phones, batch, seconds }: OutageOptions): Promise<Record<string, number>> => {
  const city = await demoCity(makeDataDir());
  const { chosen, copies } = phonesOf(city, phones);
  const { stack, nowMs } = await startStack(1, OUTAGE_ENDS_AT, copies);
  const database = new Database(stack.postgres.url, { max: 1 });
  const live = since(
    chosen.map((phone) => phone.live),
    nowMs(),
  );
  const load = new LiveLoad(stack, live, nowMs);
  const look = new LatencyLook(load, database);
  try {
    await postStorm(stack);
    load.start();
    const beganAt = nowMs();
    await rest(seconds * 1_000);
    const before = await look.take(beganAt);
    const backAt = nowMs();
    const drained = await sendBacklog(stack, database, { chosen, batch });
    const during = await look.take(backAt);
    await load.stop();
    return {
      ...{ phones: chosen.length, fixesOfOutage: chosen.length * BACKLOG },
      ...latencyFigures('before', before),
      ...latencyFigures('during', during),
      ...drained,
      differentVehicles: await differentVehicles(database, city.network),
    };
  } finally {
    load.watch.stop();
    await database.close();
    await stack.dispose();
  }
};

/** Every phone sends its backlog at once; waits until all of it is matched. */
const sendBacklog = async (
  stack: Distributed,
  database: Database,
  { chosen, batch }: { chosen: readonly Phone[]; batch: number },
): Promise<Record<string, number>> => {
  const sender = new PacedSender({
    ...{ url: stack.ingest.url, batch, nowMs: () => Number.MAX_VALUE },
    vehicles: chosen.map(({ backlog }) => backlog),
  });
  const startedAt = performance.now();
  const secondsSince = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  sender.start();
  while (!sender.isDone()) {
    await rest(1_000);
    process.stderr.write(`${sender.acknowledged} acknowledged, ${sender.refused} refused for a moment\n`);
  }
  const acknowledgedAfterS = secondsSince();
  await sender.stop();
  await untilDrained(stack, database, chosen.length * BACKLOG);
  const drainedAfterS = secondsSince();
  return {
    acknowledgedAfterS,
    drainedAfterS,
    drainedFixesPerS: Math.round((chosen.length * BACKLOG) / drainedAfterS),
    rematches: await metricOf(stack, 'yukimichi_rematches_total'),
  };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      phones: { type: 'string', default: '1230' },
      batch: { type: 'string', default: '60' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const [phones, batch, seconds] = [values.phones, values.batch, values.seconds].map(Number);
  if (!(phones >= 1) || !(seconds >= 1) || BACKLOG % batch !== 0)
    throw new Error(`--phones and --seconds are at least 1; --batch divides ${BACKLOG}, such as 60.`);
  const figures = await measure({ phones, batch, seconds });
  const table = Object.entries(figures).map(([name, value]) => `${name.padEnd(30)} ${value}\n`);
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table.join(''));
};

await main();
