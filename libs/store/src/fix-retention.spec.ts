import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import { onTimescale } from '../../../test/support/timescale-database.js';
import type { Database } from './database.js';
import { deleteOldFixes, deleteOldRejectedFixes } from './fix-retention.js';
import { insertFixes } from './fix-table.js';
import { insertRejectedFixes, listRejectedFixes } from './rejected-fix-table.js';
import { markTracks } from './track-mark-table.js';
import { upsertTracks } from './track-table.js';
import { advanceVehiclesNow } from './vehicle-now-table.js';

const AT = Date.parse('2026-01-24T12:00:00Z');
const MINUTE = 60_000;

describe('retention', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
  });
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  /** One fix a minute of two vehicles, from minute 0 to 9. */
  beforeEach(async () => {
    await database.query('TRUNCATE fix, track_mark, track, vehicle_now, rejected_fix');
    const fixes = [1, 2].flatMap((vehicleId) =>
      Array.from({ length: 10 }, (_, n) => simpleFix(AT + n * MINUTE, { vehicleId, deviceId: vehicleId })),
    );
    await insertFixes(
      database,
      fixes.map((fix, position) => ({ fix, position })),
    );
    await advanceVehiclesNow(database, [fixes[9], fixes[19]]);
  });

  const keptMinutes = async (vehicleId: number): Promise<number[]> => {
    const rows = await database.query<{ at: number }>(
      'SELECT fix_at AS at FROM fix WHERE vehicle_id = $1 ORDER BY fix_at',
      [vehicleId],
    );
    return rows.map((row) => (row.at - AT) / MINUTE);
  };
  const deleteBefore = async (minute: number): Promise<void> => {
    while (await deleteOldFixes(database, AT + minute * MINUTE));
  };
  const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const from = (minute: number): number[] => ALL.filter((each) => each >= minute);
  /** TimescaleDB's own job drops whole days: there nothing is deleted row by row. */
  const expectKept = async (...minutes: [number[], number[]]): Promise<void> => {
    expect([await keptMinutes(1), await keptMinutes(2)]).toEqual(onTimescale() ? [ALL, ALL] : minutes);
  };

  it('deletes fixes that are older', async () => {
    await deleteBefore(4);
    await expectKept(from(4), from(4));
  });

  it('keeps what is not matched yet', async () => {
    await markTracks(database, [{ vehicleId: 1, fromAt: AT + 5 * MINUTE, toAt: AT + 6 * MINUTE }], 'fix');
    await deleteBefore(8);
    await expectKept(from(5), from(5));
  });

  it('keeps the whole track that a mark touches', async () => {
    await markTracks(database, [{ vehicleId: 1, fromAt: AT + 5 * MINUTE, toAt: AT + 6 * MINUTE }], 'fix');
    const startedAt = AT + 3 * MINUTE;
    await upsertTracks(database, [{ vehicleId: 1, startedAt, endedAt: AT + 9 * MINUTE, closed: true }]);
    await deleteBefore(8);
    await expectKept(from(3), from(3));
  });

  it('keeps an open track as a whole', async () => {
    const startedAt = AT + 2 * MINUTE;
    await upsertTracks(database, [{ vehicleId: 2, startedAt, endedAt: AT + 9 * MINUTE, closed: false }]);
    await deleteBefore(8);
    await expectKept(from(2), from(2));
  });

  it('deletes rejected fixes by their receipt', async () => {
    const rejected = [0, 5].map((minute) => ({
      deviceId: 1,
      reason: 'unreadable' as const,
      raw: `{"n":${minute}}`,
      receivedAt: AT + minute * MINUTE,
    }));
    await insertRejectedFixes(database, rejected);
    expect(await deleteOldRejectedFixes(database, AT + 3 * MINUTE)).toBe(true);
    expect(await deleteOldRejectedFixes(database, AT + 3 * MINUTE)).toBe(false);
    expect(await listRejectedFixes(database, 1)).toEqual([rejected[1]]);
  });
});
