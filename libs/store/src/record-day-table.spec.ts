import type { Pass } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import type { Database } from './database.js';
import { insertDispatchOrders } from './dispatch-order-table.js';
import { insertFixes } from './fix-table.js';
import { insertPasses, replacePasses } from './pass-table.js';
import { countedChanges } from './record-day-table.js';
import { insertWorkStates } from './work-state-table.js';

/** One second before midnight in Japan. */
const AT = Date.parse('2026-01-24T23:59:59+09:00');

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
  await database.query(`INSERT INTO vehicle (code, name) VALUES ('P1', '1号車')`);
});
beforeEach(() =>
  database.query('TRUNCATE fix, pass, work_state, dispatch_order, track_mark, record_day RESTART IDENTITY'),
);
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const passAt = (enteredAt: number, coveredCm = 9_000): Pass => ({
  ...{
    vehicleId: 1,
    segment: 3,
    direction: 0,
    enteredAt,
    leftAt: enteredAt + 20_000,
    fromCm: 0,
    toCm: 9_000,
  },
  ...{ coveredCm, workKind: 'plowed', confidencePermille: 950, runnerUpSegment: -1, runnerUpPermille: 0 },
  matcherVersion: 1,
});
/** Of the 24th, the 25th, and a day of another machine. */
const changes = (): Promise<number[]> =>
  countedChanges(database, [
    { vehicleId: 1, fromDate: '2026-01-24', toDate: '2026-01-24' },
    { vehicleId: 1, fromDate: '2026-01-25', toDate: '2026-01-26' },
    { vehicleId: 2, fromDate: '2026-01-24', toDate: '2026-01-24' },
  ]);

describe('changes of a day', () => {
  it('are fixes that the store did not have, by the date in Japan', async () => {
    const rows = [AT, AT + 1_000, AT + 2_000].map((fixAt, position) => ({ fix: simpleFix(fixAt), position }));
    await insertFixes(database, rows);
    expect(await changes()).toEqual([1, 2, 0]);
    await insertFixes(database, rows);
    expect(await changes()).toEqual([1, 2, 0]);
  });

  it('are passes that come and go', async () => {
    await insertPasses(database, [passAt(AT), passAt(AT + 1_000)]);
    await insertPasses(database, [passAt(AT)]);
    expect(await changes()).toEqual([1, 1, 0]);
    const place = { vehicleId: 1, fromAt: AT, toAt: AT + 60_000 };
    await replacePasses(database, { ...place, passes: [passAt(AT), passAt(AT + 1_000)] });
    expect(await changes()).toEqual([1, 1, 0]);
    await replacePasses(database, { ...place, passes: [passAt(AT), passAt(AT + 1_000, 8_000)] });
    expect(await changes()).toEqual([1, 3, 0]);
  });

  it('are orders and work states, from their day on', async () => {
    const order = {
      kind: 'city_order',
      routes: [],
      vehicleIds: [1],
      orderedAt: AT,
      targetFinishAt: null,
    } as const;
    await insertDispatchOrders(database, [order], AT);
    await insertDispatchOrders(database, [order], AT);
    expect(await changes()).toEqual([1, 1, 0]);
    const state = { vehicleId: 1, at: AT + 1_000, blade: true, spreader: null, workType: null } as const;
    await insertWorkStates(database, [{ ...state, source: 'button' }], AT);
    expect(await changes()).toEqual([1, 2, 0]);
  });
});
