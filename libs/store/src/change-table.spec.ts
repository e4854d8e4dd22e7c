import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import {
  insertChange,
  insertChanges,
  newestChangeId,
  parseChangeId,
  printChangeId,
  readChanges,
} from './change-table.js';
import { Database } from './database.js';

describe('change table', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = new Database(cloned.url);
  });

  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('never skips a transaction that began earlier and commits later', async () => {
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

  it('prints and parses ids', () => {
    expect(parseChangeId(printChangeId({ xid: '18446744073709551', seq: '12' }))).toEqual({
      xid: '18446744073709551',
      seq: '12',
    });
    expect(['', '1', '1-', 'a-1', '1-1; drop', '-1-1'].map(parseChangeId)).toEqual(Array(6).fill(null));
  });
});
