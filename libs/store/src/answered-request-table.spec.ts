import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { findAnswer, insertAnswer } from './answered-request-table.js';
import type { Database } from './database.js';

const AT = Date.parse('2027-01-13T09:00:00+09:00');
const KEY = { accountCode: 'C1-office', requestId: 'phone-1', asked: 'submit N1' };

describe('answered requests', () => {
  let clone: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    clone = await cloneDatabase();
    database = clone.open();
  });
  afterAll(async () => {
    await database.close();
    await clone.drop();
  });

  it('are found by who asked and under which id, with what was asked', async () => {
    await database.transaction((tx) => insertAnswer(tx, KEY, { state: 'submitted' }, AT));
    const answerTo = (key: typeof KEY) => database.transaction((tx) => findAnswer(tx, key));
    expect(await answerTo(KEY)).toEqual({ asked: 'submit N1', answer: { state: 'submitted' } });
    expect(await answerTo({ ...KEY, accountCode: 'C2-office' })).toBeUndefined();
    expect(await answerTo({ ...KEY, requestId: 'phone-2' })).toBeUndefined();
  });
});
