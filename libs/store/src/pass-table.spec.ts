import type { Pass } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import {
  dumpPasses,
  insertPasses,
  listPassesOfSegment,
  listPassesOfSegments,
  listPassesOfVehicle,
  listPassesSince,
  replacePasses,
} from './pass-table.js';

const AT = Date.parse('2026-01-24T12:00:00Z');

const passOf = (segment: number, enteredAt: number, rest: Partial<Pass> = {}): Pass => ({
  vehicleId: 1,
  segment,
  direction: 0,
  enteredAt,
  leftAt: enteredAt + 9_000,
  fromCm: 0,
  toCm: 9_500,
  coveredCm: 9_500,
  workKind: 'plowed',
  confidencePermille: 990,
  runnerUpSegment: -1,
  runnerUpPermille: 0,
  matcherVersion: 1,
  ...rest,
});

describe('pass table', () => {
  let cloned: ClonedDatabase;
  let database: Database;
  const passes = [
    passOf(10, AT),
    passOf(11, AT + 9_000),
    passOf(12, AT + 18_000),
    passOf(11, AT + 60_000, { direction: 1 }),
  ];

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
    await insertPasses(database, passes);
    await insertPasses(database, [passOf(10, AT + 5_000, { vehicleId: 2 })]);
  });

  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('lists by segment, newest first, and by several segments in order', async () => {
    const span = { segment: 11, fromAt: AT, toAt: AT + 100_000, limit: 10 };
    expect(await listPassesOfSegment(database, span)).toEqual([passes[3], passes[1]]);
    expect(await listPassesOfSegments(database, [11, 12], AT + 10_000)).toEqual([passes[3], passes[2]]);
    expect(await listPassesSince(database, AT + 18_000)).toEqual([passes[3], passes[2]]);
  });

  it("lists a vehicle's passes by when they were entered, both ends included", async () => {
    const span = { vehicleId: 1, fromAt: AT + 9_000, toAt: AT + 60_000 };
    expect(await listPassesOfVehicle(database, span)).toEqual(passes.slice(1));
    expect(await listPassesOfVehicle(database, { ...span, toAt: AT + 59_999 })).toEqual(passes.slice(1, 3));
  });

  it('dumps in pages in the order vehicle, enteredAt, segment, direction', async () => {
    const first = await dumpPasses(database, null, 3);
    const second = await dumpPasses(database, first[2], 3);
    expect([...first, ...second].map((pass) => [pass.vehicleId, pass.segment])).toEqual([
      [1, 10],
      [1, 11],
      [1, 12],
      [1, 11],
      [2, 10],
    ]);
  });

  it('leaves a pass that is there already as it is', async () => {
    await insertPasses(database, [{ ...passes[0], workKind: 'unknown' }]);
    expect((await dumpPasses(database, null, 1))[0]).toEqual(passes[0]);
  });

  it('replaces a span and tells which segments differ', async () => {
    const replace = (next: readonly Pass[]): Promise<number[]> =>
      replacePasses(database, { vehicleId: 1, fromAt: AT, toAt: AT + 30_000, passes: next });
    expect(await replace(passes.slice(0, 3))).toEqual([]);
    expect(await replace([passes[0], { ...passes[1], workKind: 'passed' }, passOf(13, AT + 18_000)])).toEqual(
      [11, 12, 13],
    );
    const kept = await dumpPasses(database, null);
    expect(kept.map((pass) => pass.segment)).toEqual([10, 11, 13, 11, 10]);
  });
});
