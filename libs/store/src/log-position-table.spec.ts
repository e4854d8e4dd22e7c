import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { Database } from './database.js';
import {
  advancePartition,
  holdPartitions,
  OwnershipLostError,
  takeOverPartition,
} from './log-position-table.js';
import { clearMarks, listMarks, markTracks } from './track-mark-table.js';

describe('log position table', () => {
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

  it('lets a batch be stored while passes are, but a take-over waits for both', async () => {
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

describe('track mark table', () => {
  it('widens marks by source and clears only the version that was matched', async () => {
    const cloned = await cloneDatabase();
    const database = new Database(cloned.url);
    try {
      const first = await markTracks(database, [{ vehicleId: 1, fromAt: 1_000, toAt: 2_000 }], 'fix');
      await markTracks(database, [{ vehicleId: 1, fromAt: 5_000, toAt: 6_000 }]);
      const second = await markTracks(database, [{ vehicleId: 1, fromAt: 500, toAt: 1_500 }], 'fix');
      await clearMarks(database, [first.get(1)!]);
      expect(await listMarks(database, 'fix')).toEqual([
        { vehicleId: 1, source: 'fix', fromAt: 500, toAt: 2_000, version: second.get(1) },
      ]);
      await clearMarks(database, [second.get(1)!]);
      expect((await listMarks(database)).map((mark) => mark.source)).toEqual(['event']);
    } finally {
      await database.close();
      await cloned.drop();
    }
  });
});
