import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Fix } from '#domain';
import { makeCity, simulateStorm } from '#fixtures';
import { Database, migrate, takeOverPartition } from '#store';
import { startPostgres } from '../../apps/embedded/src/postgres.js';
import { storeBatch } from '../../apps/tracks/src/store-batch.js';
import type { ClonedDatabase } from '../support/database.js';
import { makeDataDir } from '../support/embedded-process.js';
import { cloneTimescale, isRealTimescale } from '../support/timescale-database.js';
import { runJob } from '../support/timescale-jobs.js';
import { fixesOf } from './score-storm.js';

/**
 * `npm run bench:store -- [--hours N] [--json]`: bytes that a stored fix takes and fixes stored per second through the
 * first transaction of tracks, on PostgreSQL and on TimescaleDB, in one run on the fixes of one simulated storm.
 */
const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const BATCH = 500;
/** Late fixes into the compressed day: as many as the phone of one bar uploads. */
const LATE_FIXES = 1_440;

interface Figures {
  readonly fixesPerS: number;
  readonly bytesPerFix: number;
}

interface TimescaleFigures extends Figures {
  readonly compressedBytesPerFix: number;
  readonly compressedFixesPerS: number;
  readonly lateFixesPerS: number;
}

/** Stores fixes in the batches in which the log would hand them over; fixes per second. */
const store = async (database: Database, fixes: readonly Fix[]): Promise<number> => {
  const owner = 'bench';
  let old = await takeOverPartition(database, 0, owner);
  const startedAt = performance.now();
  for (let from = 0; from < fixes.length; from += BATCH) {
    const records = fixes.slice(from, from + BATCH).map((fix) => ({ kind: 'fix', fix }) as const);
    const next = old + records.length;
    await storeBatch(database, { partition: 0, next: null, records }, { owner, old, next });
    old = next;
  }
  return Math.round(fixes.length / ((performance.now() - startedAt) / 1000));
};

const perFix = async (database: Database, size: string): Promise<number> => {
  const [{ bytes }] = await database.query<{ bytes: number }>(
    `SELECT (${size})::float8 / (SELECT count(*) FROM fix) AS bytes`,
  );
  return Number(bytes.toFixed(1));
};

const measurePlain = async (fixes: readonly Fix[]): Promise<Figures> => {
  const dataDir = makeDataDir();
  const server = await startPostgres({ dataDir });
  await migrate(server.url);
  const database = new Database(server.url);
  try {
    const fixesPerS = await store(database, fixes);
    return { fixesPerS, bytesPerFix: await perFix(database, `pg_total_relation_size('fix')`) };
  } finally {
    await database.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const measureTimescale = async (fixes: readonly Fix[]): Promise<TimescaleFigures> => {
  const cloned: ClonedDatabase = await cloneTimescale();
  const database = cloned.open();
  try {
    const fixesPerS = await store(database, fixes);
    const bytesPerFix = await perFix(database, `hypertable_size('fix')`);
    const startedAt = performance.now();
    await runJob(database, 'columnstore');
    const compressedS = (performance.now() - startedAt) / 1000;
    const compressedBytesPerFix = await perFix(database, `hypertable_size('fix')`);
    const late = fixes.slice(0, LATE_FIXES).map((fix) => ({ ...fix, fixAt: fix.fixAt + 1 }));
    return {
      fixesPerS,
      bytesPerFix,
      compressedBytesPerFix,
      compressedFixesPerS: Math.round(fixes.length / compressedS),
      lateFixesPerS: await store(database, late),
    };
  } finally {
    await database.close();
    await cloned.drop();
  }
};

/** Every vehicle's fixes in the order of time, as they come from the log of a live night. */
const fixesOfStorm = (hours: number): Fix[] => {
  const storm = simulateStorm(makeCity(1), { seed: 1, hours, startAt: START_AT });
  return storm.machines
    .flatMap((machine, index) => fixesOf(storm, machine.vehicleCode, index + 1))
    .sort((a, b) => a.fixAt - b.fixAt);
};

const table = (fixes: number, plain: Figures, timescale: TimescaleFigures): string => {
  const saved = plain.bytesPerFix / timescale.compressedBytesPerFix;
  const kind = isRealTimescale()
    ? 'the server of TIMESCALE_URL'
    : 'WebAssembly in memory: its rates say little';
  return [
    `${fixes} fixes of a storm, in batches of ${BATCH} through the first transaction of tracks`,
    `PostgreSQL   ${plain.bytesPerFix} bytes a fix with its indexes   ${plain.fixesPerS} fixes/s, durable on disk`,
    `TimescaleDB  ${timescale.bytesPerFix} bytes a fix with its indexes   ${timescale.fixesPerS} fixes/s   (${kind})`,
    `  compressed ${timescale.compressedBytesPerFix} bytes a fix, ${saved.toFixed(1)} times less than PostgreSQL; ${timescale.compressedFixesPerS} fixes/s compressed`,
    `  late fixes into the compressed day: ${timescale.lateFixesPerS} fixes/s`,
    '',
  ].join('\n');
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, hours: { type: 'string', default: '6' } },
  });
  const fixes = fixesOfStorm(Number(values.hours));
  const plain = await measurePlain(fixes);
  const timescale = await measureTimescale(fixes);
  const isReal = isRealTimescale();
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ fixes: fixes.length, plain, timescale, isReal })}\n`
      : table(fixes.length, plain, timescale),
  );
};

await main();
