import { printLocalTime, type Settlement, settleMonth } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import { onTimescale } from '../../../test/support/timescale-database.js';
import { handBuiltContract } from '../../domain/src/contract/hand-built-contract.js';
import { afterSteps, draftReport } from '../../domain/src/report/hand-built-workflow.js';
import { insertBundle } from './bundle-table.js';
import { saveContract } from './contract-table.js';
import type { Database } from './database.js';
import { deleteOldFixes, deleteOldRejectedFixes } from './fix-retention.js';
import { insertFixes } from './fix-table.js';
import { insertRejectedFixes, listRejectedFixes } from './rejected-fix-table.js';
import { insertReports } from './report-table.js';
import { releaseSettlement, saveSettlement } from './settlement-table.js';
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

  describe('with contracts', () => {
    const STAMP = { by: 'spec', at: AT };
    const neededSince = async (): Promise<string | null> => {
      const [{ at }] = await database.query<{ at: number | null }>('SELECT fixes_needed_since() AS at');
      return at === null ? null : printLocalTime(at);
    };
    const contract = handBuiltContract({ fromDate: '2026-01-10', toDate: '2026-02-20' });
    const settle = (month: string): Settlement =>
      settleMonth({ contract, month, reports: [], earlier: [] }).settlement!;
    const finish = async (
      settlement: Settlement,
      steps: 'settled' | 'released' | 'bundled',
    ): Promise<void> => {
      const key = await database.transaction((tx) => saveSettlement(tx, settlement, STAMP));
      if (steps === 'settled') return;
      await releaseSettlement(database, key, STAMP);
      const bundle = { ...key, rootHash: 'r', fileName: 'b.zip', sha256: 's', bytes: 1, invoiceCount: 1 };
      if (steps === 'bundled') await insertBundle(database, bundle, STAMP);
    };

    beforeEach(async () => {
      await emptyTables(database, 'authority', 'contractor', 'daily_report');
      await database.query(`INSERT INTO authority VALUES ('shi', '市', 'city')`);
      await database.query(`INSERT INTO contractor VALUES ('C01', '六花建設(架空)')`);
    });
    afterAll(() => emptyTables(database, 'authority', 'contractor', 'daily_report'));

    it('keeps the nights of a month until its settlement is released and its bundle written', async () => {
      await database.transaction((tx) => saveContract(tx, contract, STAMP));
      const january = '2025-12-30 00:00:00';
      expect(await neededSince()).toBe(january);
      await finish(settle('2026-01'), 'settled');
      expect(await neededSince()).toBe(january);
      await finish(settle('2026-01'), 'released');
      expect(await neededSince()).toBe(january);
      await deleteBefore(9);
      await expectKept(ALL, ALL);
      await finish(settle('2026-01'), 'bundled');
      expect(await neededSince()).toBe('2026-01-30 00:00:00');
      await deleteBefore(4);
      await expectKept(from(4), from(4));
      await finish(settle('2026-02'), 'bundled');
      expect(await neededSince()).toBeNull();
    });

    it('keeps them again when the month is settled anew', async () => {
      await database.transaction((tx) => saveContract(tx, contract, STAMP));
      for (const month of ['2026-01', '2026-02']) await finish(settle(month), 'bundled');
      await finish({ ...settle('2026-01'), totalYen: 1 }, 'released');
      expect(await neededSince()).toBe('2025-12-30 00:00:00');
    });

    it('keeps those of a report that is not settled', async () => {
      const report = { ...draftReport(), contractId: 'K-1' };
      await insertReports(database, [report], AT);
      expect(await neededSince()).toBe('2027-01-10 20:00:00');
      await emptyTables(database, 'daily_report');
      await insertReports(database, [afterSteps(4)], AT);
      expect(await neededSince()).toBeNull();
    });
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
