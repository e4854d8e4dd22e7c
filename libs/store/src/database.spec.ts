import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database, Queryable } from './database.js';

describe('transaction', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
    await database.query('CREATE TABLE note (text text NOT NULL)');
  });

  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  const write = (tx: Queryable, text: string | null): Promise<unknown> =>
    tx.query('INSERT INTO note (text) VALUES ($1)', [text]);
  const notes = async (): Promise<string[]> =>
    (await database.query<{ text: string }>('SELECT text FROM note')).map((row) => row.text);

  it('runs statements that travel together in the order of their calls', async () => {
    const seen = await database.transaction(async (tx) => {
      const [, rows] = await Promise.all([
        write(tx, 'first'),
        tx.query<{ text: string }>('SELECT text FROM note'),
        write(tx, 'second'),
      ]);
      return rows;
    });
    expect(seen).toEqual([{ text: 'first' }]);
    expect(await notes()).toEqual(['first', 'second']);
  });

  it('keeps nothing of a branch that goes on after another one failed', async () => {
    let slowBranch: Promise<unknown> = Promise.resolve();
    const failing = database.transaction((tx) => {
      slowBranch = tx.query('SELECT 1').then(async () => {
        await failing.catch(() => undefined);
        await write(tx, 'outside');
      });
      return Promise.all([Promise.reject(new Error('fence lost')), slowBranch]);
    });
    await expect(failing).rejects.toThrow('fence lost');
    await expect(slowBranch).rejects.toThrow('The transaction is over.');
    expect(await notes()).toEqual(['first', 'second']);
  });

  it('gives a failed statement its own error and keeps nothing', async () => {
    const failing = database.transaction((tx) =>
      Promise.all([write(tx, 'third'), write(tx, null), write(tx, 'fourth')]),
    );
    await expect(failing).rejects.toMatchObject({ code: '23502' });
    expect(await notes()).toEqual(['first', 'second']);
  });
});
