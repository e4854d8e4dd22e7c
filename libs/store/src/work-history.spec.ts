import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { insertDispatchOrders } from './dispatch-order-table.js';
import { listVehicleEvents } from './work-history.js';
import { insertWorkStates } from './work-state-table.js';

const AT = Date.parse('2026-01-24T12:00:00Z');

describe('work history', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
    await database.query(`INSERT INTO vehicle (code, name) VALUES ('P1', '1号車'), ('P2', '2号車')`);
  });
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('gives each vehicle its states and orders in order of time, however they arrived', async () => {
    const state = { vehicleId: 1, blade: true, spreader: null, workType: null, source: 'button' } as const;
    const later = { ...state, at: AT + 60_000, blade: false };
    const earlier = { ...state, at: AT };
    const order = {
      kind: 'city_order',
      routes: ['R1'],
      vehicleIds: [1, 2],
      orderedAt: AT,
      targetFinishAt: null,
      orderedBy: '道路管理課',
      orderChannel: '電話',
    } as const;
    await database.transaction((tx) => insertWorkStates(tx, [later], AT));
    await database.transaction((tx) => insertWorkStates(tx, [earlier], AT));
    await database.transaction((tx) => insertDispatchOrders(tx, [order], AT));
    expect(await listVehicleEvents(database, [1, 2, 3])).toEqual(
      new Map([
        [1, { states: [earlier, later], orders: [{ id: 1, ...order }] }],
        [2, { states: [], orders: [{ id: 1, ...order }] }],
        [3, { states: [], orders: [] }],
      ]),
    );
  });
});
