import {
  clearMarks,
  countFixes,
  type Database,
  insertFixes,
  listVehicleHours,
  markTracks,
  migrate,
  upsertTracks,
} from '#store';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { simpleFix } from '../support/simple-fix.js';
import { listDays, runJob } from '../support/timescale-jobs.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight: the database's own clock decides what is old. */
const TODAY_AT = Math.floor(Date.now() / DAY) * DAY;
const KEEP_DAYS = 30;

let cloned: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  cloned = await cloneDatabase();
  await migrate(cloned.url, { keeping: { fixRetentionDays: KEEP_DAYS, columnstoreAfterDays: 3 } });
  database = cloned.open();
});
beforeEach(async () => {
  await database.query('TRUNCATE fix, track_mark, track');
  await runJob(database, 'refresh');
});
afterAll(async () => {
  await database.close();
  await cloned.drop();
});

/** One fix at noon of each of these days, counted back from today. */
const insertDaysAgo = async (...daysAgo: number[]): Promise<void> => {
  const fixes = daysAgo.map((days) => simpleFix(TODAY_AT - days * DAY + 12 * HOUR));
  await insertFixes(
    database,
    fixes.map((fix, position) => ({ fix, position })),
  );
};

const daysLeft = async (): Promise<number[]> =>
  (await listDays(database)).map((day) => (TODAY_AT - day.fromAt) / DAY);

describe('the retention job', () => {
  it('drops whole days that are older, compressed or not', async () => {
    await insertDaysAgo(50, 40, 31, 30, 1);
    await database.query(`SELECT compress_chunk(chunk) FROM show_chunks('fix') AS chunk LIMIT 1`);
    await runJob(database, 'retention');
    expect(await daysLeft()).toEqual([30, 1]);
    expect(await countFixes(database)).toBe(2);
  });

  it('stops before the first day that is not matched yet', async () => {
    await insertDaysAgo(50, 40, 35, 1);
    const at = TODAY_AT - 40 * DAY + 12 * HOUR;
    const versions = await markTracks(database, [{ vehicleId: 1, fromAt: at, toAt: at }], 'fix');
    await runJob(database, 'retention');
    expect(await daysLeft()).toEqual([40, 35, 1]);
    await clearMarks(database, [...versions.values()]);
    await runJob(database, 'retention');
    expect(await daysLeft()).toEqual([1]);
  });

  it('keeps an open track', async () => {
    await insertDaysAgo(50, 40, 1);
    const startedAt = TODAY_AT - 40 * DAY + 12 * HOUR;
    await upsertTracks(database, [{ vehicleId: 1, startedAt, endedAt: startedAt + HOUR, closed: false }]);
    await runJob(database, 'retention');
    expect(await daysLeft()).toEqual([40, 1]);
  });
});

describe('the refresh of vehicle_hour', () => {
  const hourAt = TODAY_AT - 5 * DAY + 12 * HOUR;
  const countHour = async (): Promise<number[]> =>
    (await listVehicleHours(database, { vehicleId: 1, fromAt: hourAt - 60 * DAY, toAt: TODAY_AT })).map(
      (hour) => hour.fixes,
    );

  it('shows new fixes at once, and a late one after the next refresh', async () => {
    await insertDaysAgo(5);
    expect(await countHour()).toEqual([1]);
    await runJob(database, 'refresh');
    expect(await countHour()).toEqual([1]);
    await insertFixes(database, [{ fix: simpleFix(hourAt + 5_000), position: 9 }]);
    await runJob(database, 'refresh');
    expect(await countHour()).toEqual([2]);
  });

  it('forgets the hours of dropped days', async () => {
    await insertDaysAgo(40, 5);
    await runJob(database, 'refresh');
    await runJob(database, 'retention');
    await runJob(database, 'refresh');
    expect(await countHour()).toEqual([1]);
  });
});
