import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { findMatchedWith, saveMatchedWith } from './matched-with-table.js';

describe('matched_with table', () => {
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

  it('holds one row: the last that was saved', async () => {
    expect(await findMatchedWith(database)).toBeUndefined();
    const first = { networkHash: 'a', matcherVersion: 1, targetsHash: 'x' };
    const second = { networkHash: 'b', matcherVersion: 2, targetsHash: 'y' };
    await saveMatchedWith(database, first);
    await saveMatchedWith(database, second);
    expect(await findMatchedWith(database)).toEqual(second);
  });
});
