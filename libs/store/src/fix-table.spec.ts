import type { Fix } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { asStored, countFixes, findRunStart, insertFixes, listFixes } from './fix-table.js';
import { insertRejectedFixes, listRejectedFixes } from './rejected-fix-table.js';

const AT = Date.parse('2026-01-24T12:00:00.123Z');

const fixOf = (fixAt: number, rest: Partial<Fix> = {}): Fix => ({
  deviceId: 1,
  vehicleId: 1,
  fixAt,
  seq: null,
  latE6: 36_560_000,
  lngE6: 136_650_000,
  speedMps: 3.21987,
  headingDeg: 359.97,
  accuracyM: 4.26,
  blade: true,
  spreader: null,
  workType: 'fresh_snow',
  isMock: true,
  sentAt: fixAt + 1,
  receivedAt: fixAt + 2,
  ...rest,
});

describe('fix table', () => {
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

  const insert = (fixes: readonly Fix[], keys: readonly bigint[]) =>
    insertFixes(
      database,
      fixes.map((fix, position) => ({ fix: asStored(fix, keys[position]), position })),
    );

  it('gives back exactly what asStored says, to the millisecond and all 64 bits of the key', async () => {
    const key = -9_007_199_254_740_993n;
    await insert([fixOf(AT)], [key]);
    expect(await listFixes(database, { vehicleId: 1, fromAt: AT, toAt: AT })).toEqual([
      asStored(fixOf(AT), key),
    ]);
  });

  it('keeps the receivedAt of the first acceptance and returns only new rows', async () => {
    const again = fixOf(AT + 1000, { receivedAt: AT + 99_000 });
    expect(await insert([fixOf(AT + 1000)], [1n])).toHaveLength(1);
    const added = await insert([again, fixOf(AT + 2000), again, fixOf(AT + 2000)], [1n, 2n, 1n, 2n]);
    expect(added.map((row) => row.fix.fixAt)).toEqual([AT + 2000]);
    const [stored] = await listFixes(database, { vehicleId: 1, fromAt: AT + 1000, toAt: AT + 1000 });
    expect(stored.receivedAt).toBe(AT + 1002);
    expect(await countFixes(database)).toBe(3);
  });

  it('lists fixes of one instant by device, then by key as a number', async () => {
    const at = AT + 10_000;
    const fixes = [fixOf(at, { deviceId: 2 }), fixOf(at), fixOf(at)];
    await insert(fixes, [5n, 10n, 9n]);
    const listed = await listFixes(database, { vehicleId: 1, fromAt: at, toAt: at });
    expect(listed.map((fix) => [fix.deviceId, fix.key])).toEqual([
      [1, 9n],
      [1, 10n],
      [2, 5n],
    ]);
  });

  it('finds the start of the run that reaches an instant, else the next fix', async () => {
    const minute = (n: number): number => AT + n * 60_000;
    const minutes = [0, 4, 9, 15, 16];
    await insert(
      minutes.map((n) => fixOf(minute(n), { vehicleId: 9, deviceId: 9 })),
      minutes.map(BigInt),
    );
    const start = async (n: number): Promise<number | null> => {
      const at = await findRunStart(database, { vehicleId: 9, at: minute(n), gapMs: 300_000 });
      return at === null ? null : (at - AT) / 60_000;
    };
    expect(await Promise.all([9, 10, 14, 14.5, 15, 16, 21, 22, -1].map(start))).toEqual([
      0,
      0,
      0,
      15,
      15,
      15,
      15,
      null,
      0,
    ]);
  });

  it('keeps a rejected fix once, with its first reason', async () => {
    const rejected = {
      deviceId: 3,
      reason: 'time_in_future',
      raw: '{"at":"\\"2099"}\0',
      receivedAt: AT,
    } as const;
    expect(await insertRejectedFixes(database, [rejected, rejected])).toBe(1);
    expect(
      await insertRejectedFixes(database, [{ ...rejected, reason: 'unreadable', receivedAt: AT + 1 }]),
    ).toBe(0);
    expect(await listRejectedFixes(database, 3)).toEqual([{ ...rejected, raw: '{"at":"\\"2099"}\uFFFD' }]);
  });
});
