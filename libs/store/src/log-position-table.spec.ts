import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { itConcurrent } from '../../../test/support/timescale-database.js';
import type { Database } from './database.js';
import {
  advancePartition,
  holdPartitions,
  OwnershipLostError,
  takeOverPartition,
} from './log-position-table.js';

describe('log position table', () => {
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

  it('lets only the owner advance, and only from where it stood', async () => {
    expect(await takeOverPartition(database, 0, 'a')).toBe(0);
    await advancePartition(database, { partition: 0, owner: 'a', old: 0, next: 10 });
    const stale = advancePartition(database, { partition: 0, owner: 'a', old: 0, next: 20 });
    await expect(stale).rejects.toThrow(OwnershipLostError);
    expect(await takeOverPartition(database, 0, 'b')).toBe(10);
    const frozen = advancePartition(database, { partition: 0, owner: 'a', old: 10, next: 20 });
    await expect(frozen).rejects.toThrow(OwnershipLostError);
    await expect(holdPartitions(database, [0], 'a')).rejects.toThrow(OwnershipLostError);
  });

  itConcurrent('lets a batch be stored while passes are, but a take-over waits for both', async () => {
    await takeOverPartition(database, 1, 'a');
    const order: string[] = [];
    let takingOver: Promise<void> = Promise.resolve();
    await database.transaction(async (tx) => {
      await holdPartitions(tx, [1], 'a');
      await advancePartition(database, { partition: 1, owner: 'a', old: 0, next: 5 });
      order.push('batch stored');
      takingOver = database
        .transaction((other) => takeOverPartition(other, 1, 'b'))
        .then(() => void order.push('taken over'));
      await database.query('SELECT pg_sleep(0.1)');
      order.push('passes stored');
    });
    await takingOver;
    expect(order).toEqual(['batch stored', 'passes stored', 'taken over']);
  });
});
