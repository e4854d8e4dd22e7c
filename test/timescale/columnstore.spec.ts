import type { Fix } from '#domain';
import { countFixes, type Database, findRunStart, insertFixes, listFixes, takeOverPartition } from '#store';
import { storeBatch } from '../../apps/tracks/src/store-batch.js';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { simpleFix } from '../support/simple-fix.js';
import { listDays, runJob } from '../support/timescale-jobs.js';

/** Midnight of a day that is old enough to be compressed. */
const DAY_AT = Date.parse('2026-01-24T00:00:00Z');
const VEHICLES = 4;
const FIXES = 2_000;
const EVERY_MS = 5_000;

let cloned: ClonedDatabase;
let database: Database;

/** Fixes of a few vehicles, a fix every 5 s, as the log would hand them over. */
const driven = (offsetMs: number): Fix[] =>
  Array.from({ length: VEHICLES * FIXES }, (_, i) => {
    const vehicleId = 1 + (i % VEHICLES);
    const n = Math.floor(i / VEHICLES);
    const fixAt = DAY_AT + n * EVERY_MS + offsetMs;
    return simpleFix(fixAt, {
      vehicleId,
      deviceId: vehicleId,
      latE6: 36_560_000 + n,
      receivedAt: fixAt + 800,
    });
  });

const rowsOf = (fixes: readonly Fix[]) => fixes.map((fix, position) => ({ fix: fix as never, position }));

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = cloned.open();
  await insertFixes(database, rowsOf(driven(0)));
  await runJob(database, 'columnstore');
});
afterAll(async () => {
  await database.close();
  await cloned.drop();
});

const sizeOf = async (): Promise<number> => {
  const [{ bytes }] = await database.query<{ bytes: number }>(`SELECT hypertable_size('fix') AS bytes`);
  return bytes;
};

describe('a compressed day of fixes', () => {
  it('is compressed by the policy, and read as before', async () => {
    expect(await listDays(database)).toEqual([{ fromAt: DAY_AT, compressed: true }]);
    const span = { vehicleId: 2, fromAt: DAY_AT, toAt: DAY_AT + FIXES * EVERY_MS };
    expect(await listFixes(database, span)).toEqual(driven(0).filter((fix) => fix.vehicleId === 2));
    const run = { vehicleId: 2, at: DAY_AT + FIXES * EVERY_MS, gapMs: 300_000 };
    expect(await findRunStart(database, run)).toBe(DAY_AT);
    expect(await countFixes(database)).toBe(VEHICLES * FIXES);
  });

  it('takes a late fix once, and none that it has', async () => {
    const late = driven(1).filter((fix) => fix.vehicleId === 3);
    const resent = driven(0).filter((fix) => fix.vehicleId === 3);
    // Newest first, as a phone uploads.
    const upload = [...late, ...resent].sort((a, b) => b.fixAt - a.fixAt);
    const added = await insertFixes(database, rowsOf(upload));
    expect(added.map((row) => row.fix)).toEqual([...late].sort((a, b) => b.fixAt - a.fixAt));
    expect(await insertFixes(database, rowsOf(upload))).toEqual([]);
    expect(await countFixes(database)).toBe(VEHICLES * FIXES + FIXES);
  });

  it('takes a batch of the log in its transaction, and tells its repeats', async () => {
    await takeOverPartition(database, 0, 'me');
    const late = driven(2).slice(0, 400);
    const records = [...late, ...driven(0).slice(0, 300)].map((fix) => ({ kind: 'fix', fix }) as const);
    const batch = { partition: 0, next: null, records };
    const stored = await storeBatch(database, batch, { owner: 'me', old: 0, next: records.length });
    expect(stored.newFixes).toHaveLength(400);
    expect(stored.duplicates).toEqual(Array.from({ length: 300 }, (_, i) => 400 + i));
    expect(stored.markVersions.size).toBe(VEHICLES);
  });

  it('is compressed again with what came late', async () => {
    const before = await sizeOf();
    const count = await countFixes(database);
    await runJob(database, 'columnstore');
    expect(await sizeOf()).toBeLessThan(before);
    expect(await countFixes(database)).toBe(count);
    expect(await insertFixes(database, rowsOf(driven(1).slice(0, 100)))).toHaveLength(75);
  });
});
