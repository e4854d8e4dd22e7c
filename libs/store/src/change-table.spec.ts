import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { itConcurrent } from '../../../test/support/timescale-database.js';
import {
  deleteOldChanges,
  insertChange,
  insertChanges,
  newestChangeId,
  oldestChangeId,
  parseChangeId,
  printChangeId,
  readChanges,
} from './change-table.js';
import type { Database } from './database.js';

describe('change table', () => {
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

  itConcurrent('never skips a transaction that began earlier and commits later', async () => {
    expect(await newestChangeId(database)).toBeNull();
    let finishSlow = (): void => undefined;
    const slowMayEnd = new Promise<void>((resolve) => {
      finishSlow = resolve;
    });
    let slowWrote = (): void => undefined;
    const written = new Promise<void>((resolve) => {
      slowWrote = resolve;
    });
    const slow = database.transaction(async (tx) => {
      await insertChange(tx, 'storm', { name: 'slow' });
      slowWrote();
      await slowMayEnd;
    });
    await written;
    await database.transaction((tx) =>
      insertChanges(tx, 'passes', [{ name: 'quick 1' }, { name: 'quick 2' }]),
    );
    expect(await readChanges(database, null)).toEqual([]);
    finishSlow();
    await slow;
    const changes = await readChanges(database, null);
    expect(changes.map((change) => change.body)).toEqual([
      { name: 'slow' },
      { name: 'quick 1' },
      { name: 'quick 2' },
    ]);
    expect(await readChanges(database, changes[1])).toEqual([changes[2]]);
    expect(await newestChangeId(database)).toEqual({ xid: changes[2].xid, seq: changes[2].seq });
  });

  it('forgets changes that are old, oldest first', async () => {
    await database.query('TRUNCATE change');
    expect(await oldestChangeId(database)).toBeNull();
    await insertChanges(database, 'passes', [{ n: 1 }, { n: 2 }]);
    await database.query(
      `UPDATE change SET recorded_at = recorded_at - interval '2 hours' WHERE body @> '{"n": 1}'`,
    );
    expect(await deleteOldChanges(database, 3_600_000)).toBe(true);
    expect(await deleteOldChanges(database, 3_600_000)).toBe(false);
    const [kept] = await readChanges(database, null);
    expect(kept.body).toEqual({ n: 2 });
    expect(await oldestChangeId(database)).toEqual({ xid: kept.xid, seq: kept.seq });
  });

  it('prints and parses ids', () => {
    expect(parseChangeId(printChangeId({ xid: '18446744073709551', seq: '12' }))).toEqual({
      xid: '18446744073709551',
      seq: '12',
    });
    expect(['', '1', '1-', 'a-1', '1-1; drop', '-1-1'].map(parseChangeId)).toEqual(Array(6).fill(null));
  });
});
