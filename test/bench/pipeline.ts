import { parseArgs } from 'node:util';
import { simulateStorm } from '#fixtures';
import { Database } from '#store';
import { demoCity } from '../support/demo-city.js';
import { type Distributed, STAFF_TOKEN } from '../support/distributed.js';
import { makeDataDir } from '../support/embedded-process.js';
import { densify, type FleetVehicle, fleetOf, since } from './fleet.js';
import { LiveWatch } from './live-watch.js';
import { fire, makeShots } from './load.js';
import { postStorm, rest, START_AT, startStack } from './night-stack.js';
import { PacedSender } from './paced-sender.js';
import { p95 } from './percentiles.js';
import { measureRawProducer } from './raw-producer.js';

/**
 * `npm run bench:pipeline -- [--json] [--seconds N]`: the distributed way on one machine, Kafka and PostgreSQL (on disk,
 * full durability) and the load beside it. Acknowledged batches against a raw kafkajs producer on the same broker;
 * the sustained flow to committed passes and its lag; and how soon staff and residents see what was acknowledged.
 */
const BATCH = 100;
/** 60 machines times this: about the 1,400 of all authorities. */
const COPIES = 23;
/** A little over the bars: what falls due while a request is under way waits for the next. */
const SUSTAINED_PER_S = 10_500;
const LIVE_PER_S = 1_400;
const STORM_HOURS = 4;

/** Records of the log that are not stored, and spans that are stored but not matched. */
const lagOf = async (stack: Distributed): Promise<{ records: number; marks: number }> => {
  const texts = await Promise.all(
    stack.tracks.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
  );
  const sum = (metric: string): number => {
    const line = new RegExp(`^yukimichi_${metric}(?:\\{[^}]*\\})? (\\S+)$`, 'gm');
    return texts
      .flatMap((text) => [...text.matchAll(line)])
      .reduce((total, [, value]) => total + Number(value), 0);
  };
  return { records: sum('log_lag_records'), marks: sum('marks_waiting') };
};

/** Waits until everything is stored and matched. @throws after two minutes, with what is left */
const drain = async (stack: Distributed): Promise<void> => {
  const endsAt = performance.now() + 120_000;
  for (let left = await lagOf(stack); left.records + left.marks > 0; left = await lagOf(stack)) {
    if (performance.now() > endsAt) throw new Error(`Not drained after two minutes: ${JSON.stringify(left)}`);
    await rest(200);
  }
};

/** Fixes of the whole fleet in a second of the storm. */
const fixesPerStormS = (vehicles: readonly FleetVehicle[]): number =>
  vehicles.reduce((sum, { fixes }) => sum + fixes.length, 0) / (STORM_HOURS * 3_600);

/** The processes keep a live clock; the storm comes to them as fast as its fixes are wanted. */
const measureSustained = async (vehicles: readonly FleetVehicle[], seconds: number) => {
  const rate = SUSTAINED_PER_S / fixesPerStormS(vehicles);
  const { stack } = await startStack(1, START_AT + STORM_HOURS * 3_600_000, COPIES);
  const database = new Database(stack.postgres.url, { max: 1 });
  try {
    await postStorm(stack);
    const beganAt = performance.now();
    const nowMs = (): number => START_AT + 3_600_000 + (performance.now() - beganAt) * rate;
    const sender = new PacedSender({
      url: stack.ingest.url,
      vehicles: since(vehicles, nowMs()),
      batch: BATCH,
      nowMs,
    });
    sender.start();
    const warmUpS = (BATCH * vehicles.length) / SUSTAINED_PER_S;
    await rest(warmUpS * 1_000);
    const before = { sent: sender.acknowledged, at: performance.now() };
    const lags: { records: number; marks: number }[] = [];
    while (performance.now() - before.at < seconds * 1_000) {
      await rest(5_000);
      const lag = await lagOf(stack);
      lags.push(lag);
      process.stderr.write(`${sender.acknowledged} acknowledged, ${JSON.stringify(lag)}\n`);
    }
    const perS = (sender.acknowledged - before.sent) / ((performance.now() - before.at) / 1_000);
    await sender.stop();
    const stoppedAt = performance.now();
    await drain(stack);
    const [{ fixes }] = await database.query<{ fixes: number }>('SELECT count(*) AS fixes FROM fix');
    const third = Math.ceil(lags.length / 3);
    const mean = (of: 'records' | 'marks', part: typeof lags): number =>
      Math.round(part.reduce((sum, lag) => sum + lag[of], 0) / part.length);
    return {
      sustainedFixesPerS: Math.round(perS),
      sustainedSeconds: seconds,
      recordsBehindFirstThird: mean('records', lags.slice(0, third)),
      recordsBehindLastThird: mean('records', lags.slice(-third)),
      unmatchedVehiclesFirstThird: mean('marks', lags.slice(0, third)),
      unmatchedVehiclesLastThird: mean('marks', lags.slice(-third)),
      drainedAfterMs: Math.round(performance.now() - stoppedAt),
      acknowledgedNotStored: sender.acknowledged - fixes,
    };
  } finally {
    await database.close();
    await stack.dispose();
  }
};

const measureLive = async (vehicles: readonly FleetVehicle[], seconds: number) => {
  const times = Math.ceil(LIVE_PER_S / fixesPerStormS(vehicles));
  const fromAt = START_AT + 3_600_000;
  const { stack, nowMs } = await startStack(1, fromAt, COPIES);
  const database = new Database(stack.postgres.url, { max: 1 });
  const watch = new LiveWatch({ url: stack.staff.url, token: STAFF_TOKEN }, stack.publicPlane.url, nowMs);
  try {
    await postStorm(stack);
    const untilAt = fromAt + (seconds + 120) * 1_000;
    const dense = since(vehicles, nowMs()).map((vehicle) => ({
      ...vehicle,
      fixes: densify(
        vehicle.fixes.filter((fix) => Date.parse(fix.at) < untilAt),
        times,
      ),
    }));
    const sender = new PacedSender({
      url: stack.ingest.url,
      vehicles: dense,
      batch: 1,
      nowMs,
      onAcknowledged: ({ code }, [fix]) => watch.acknowledged(code, Date.parse(fix.at)),
    });
    watch.start();
    const beganAt = performance.now();
    sender.start();
    await rest(seconds * 1_000);
    const perS = sender.acknowledged / ((performance.now() - beganAt) / 1_000);
    await sender.stop();
    watch.stop();
    const figures = await watch.figures(database, fromAt);
    return {
      liveFixesPerS: Math.round(perS),
      dotP95Ms: p95(figures.dotMs),
      inProgressP95Ms: p95(figures.inProgressMs),
      clearedP95Ms: p95(figures.clearedMs),
      finalP95Ms: p95(figures.finalMs),
      ...{ dots: figures.dotMs.length, inProgress: figures.inProgressMs.length },
      ...{ cleared: figures.clearedMs.length, passes: figures.finalMs.length },
    };
  } finally {
    watch.stop();
    await database.close();
    await stack.dispose();
  }
};

/** Tracks and the map API rest meanwhile: producer and ingest have the machine for themselves and the broker. */
const measureAcknowledged = async (vehicles: readonly FleetVehicle[], seconds: number) => {
  const { stack } = await startStack(1, START_AT + 12 * 3_600_000, COPIES);
  try {
    for (const each of [...stack.tracks, stack.staff, stack.publicPlane]) await each.end('SIGTERM');
    const tokens = vehicles.map((vehicle) => vehicle.token);
    const rawPerS = await measureRawProducer(stack.broker.address, seconds);
    await fire(`${stack.ingest.url}/fixes`, 2, makeShots(tokens, BATCH));
    const result = await fire(`${stack.ingest.url}/fixes`, seconds, makeShots(tokens, BATCH));
    const perS = result.requests.average * BATCH;
    return {
      rawProducerPerS: Math.round(rawPerS),
      acknowledgedPerS: Math.round(perS),
      acknowledgedRatio: Number((perS / rawPerS).toFixed(2)),
      acknowledgedP99Ms: result.latency.p99,
    };
  } finally {
    await stack.dispose();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, seconds: { type: 'string', default: '180' } },
  });
  const seconds = Number(values.seconds);
  const storm = simulateStorm(await demoCity(makeDataDir()), {
    seed: 1,
    hours: STORM_HOURS,
    startAt: START_AT,
  });
  const vehicles = fleetOf(storm, COPIES);
  const tell = (text: string): void => void process.stderr.write(`${text}\n`);
  tell('acknowledged batches beside a raw producer…');
  const figures = {
    ...(await measureAcknowledged(vehicles, Math.min(10, seconds))),
    ...(await measureSustained(vehicles, seconds)),
    ...(await measureLive(vehicles, seconds)),
  };
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table(figures));
};

const table = (figures: Record<string, number>): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name.padEnd(28)} ${value}\n`)
    .join('');

await main();
