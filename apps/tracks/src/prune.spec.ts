import { readSettings } from '#config';
import {
  advanceVehiclesNow,
  countFixes,
  type Database,
  insertFixes,
  insertRejectedFixes,
  listRejectedFixes,
} from '#store';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import { prune } from './prune.js';

const NOW_AT = Date.parse('2026-03-01T12:00:00Z');
const DAY_MS = 86_400_000;

describe('prune', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
    const fixes = [400, 399, 1].map((days) => simpleFix(NOW_AT - days * DAY_MS));
    await insertFixes(
      database,
      fixes.map((fix, position) => ({ fix, position })),
    );
    await advanceVehiclesNow(database, fixes.slice(-1));
    const rejected = [400, 1].map((days) => ({
      deviceId: 1,
      reason: 'unreadable' as const,
      raw: `${days} days ago`,
      receivedAt: NOW_AT - days * DAY_MS,
    }));
    await insertRejectedFixes(database, rejected);
  });
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  const pruneWith = async (
    environment: Record<string, string>,
  ): Promise<[fixes: number, rejected: number]> => {
    const clock = { now: () => NOW_AT };
    await prune({ database, clock, settings: readSettings(environment) });
    return [await countFixes(database), (await listRejectedFixes(database, 1)).length];
  };

  it('keeps fixes for ever unless a retention is set', async () => {
    expect(await pruneWith({})).toEqual([3, 2]);
    expect(await pruneWith({ FIX_RETENTION_DAYS: '401' })).toEqual([3, 2]);
  });

  it('deletes what is older by the clock of the process', async () => {
    expect(await pruneWith({ FIX_RETENTION_DAYS: '399' })).toEqual([2, 1]);
  });
});
