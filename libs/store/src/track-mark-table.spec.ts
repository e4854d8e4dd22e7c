import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import type { Database } from './database.js';
import { insertFixes } from './fix-table.js';
import { clearMarks, listMarks, markEverything, markTracks } from './track-mark-table.js';

describe('track mark table', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
  });
  beforeEach(() => database.query('TRUNCATE track_mark'));
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('widens marks by source and clears only the version that was matched', async () => {
    const first = await markTracks(database, [{ vehicleId: 1, fromAt: 1_000, toAt: 2_000 }], 'fix');
    await markTracks(database, [{ vehicleId: 1, fromAt: 5_000, toAt: 6_000 }]);
    const second = await markTracks(database, [{ vehicleId: 1, fromAt: 500, toAt: 1_500 }], 'fix');
    await clearMarks(database, [first.get(1)!]);
    expect(await listMarks(database, 'fix')).toEqual([
      { vehicleId: 1, source: 'fix', fromAt: 500, toAt: 2_000, version: second.get(1) },
    ]);
    await clearMarks(database, [second.get(1)!]);
    expect((await listMarks(database)).map((mark) => mark.source)).toEqual(['event']);
  });

  it('marks every stored fix of every vehicle', async () => {
    const fixes = [simpleFix(1_000), simpleFix(9_000), simpleFix(4_000, { vehicleId: 2, deviceId: 2 })];
    await insertFixes(
      database,
      fixes.map((fix, position) => ({ fix, position })),
    );
    await markTracks(database, [{ vehicleId: 2, fromAt: 2_000, toAt: 3_000 }]);
    await markEverything(database);
    const marks = (await listMarks(database)).map(({ version: _, ...mark }) => mark);
    expect(marks).toEqual([
      { vehicleId: 1, source: 'event', fromAt: 1_000, toAt: 9_000 },
      { vehicleId: 2, source: 'event', fromAt: 2_000, toAt: 4_000 },
    ]);
  });
});
