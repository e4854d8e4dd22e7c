import type { Account } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { findAccountOfToken, listAccounts, upsertAccounts } from './account-table.js';
import { Database } from './database.js';

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database(clone.url);
  await database.query("INSERT INTO contractor (code, name) VALUES ('C1', '北雪建設')");
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const office: Account = {
  code: 'C1-office',
  name: '北雪建設 事務所',
  role: 'contractor',
  contractorCode: 'C1',
  vehicleCodes: [],
  authorityCode: null,
};

describe('accounts', () => {
  it('are found by their token only, and keep it when they come without one', async () => {
    await upsertAccounts(database, [{ ...office, token: 'first-token' }]);
    await upsertAccounts(database, [{ ...office, name: '北雪建設(株)' }]);
    expect(await findAccountOfToken(database, 'first-token')).toEqual({ ...office, name: '北雪建設(株)' });
    expect(await findAccountOfToken(database, 'other')).toBeUndefined();
    await upsertAccounts(database, [{ ...office, token: 'second-token' }]);
    expect(await findAccountOfToken(database, 'first-token')).toBeUndefined();
    expect(await listAccounts(database)).toEqual([office]);
  });

  it('never stand without what their role is limited to', async () => {
    const without = { ...office, contractorCode: null, token: 'x' };
    await expect(upsertAccounts(database, [without])).rejects.toThrow(/account_check/);
    const driver = { ...without, role: 'driver' as const };
    await expect(upsertAccounts(database, [driver])).rejects.toThrow(/account_check/);
  });
});
