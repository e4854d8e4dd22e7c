import type { DispatchOrder, WorkState } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { insertChange, insertChanges, listChangedWork, newestChangeId, readChanges } from './change-table.js';
import type { Database } from './database.js';
import { insertDispatchOrders, listDispatchOrders } from './dispatch-order-table.js';
import { insertSnowfalls, listSnowfalls } from './snowfall-table.js';
import { insertStorms, listStorms } from './storm-table.js';
import { listMarks, OPEN_END_AT } from './track-mark-table.js';
import { insertWorkStates, listWorkStates, listWorkStatesSince } from './work-state-table.js';

const T0 = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
  await database.query(`INSERT INTO vehicle (code, name) VALUES ('P1', '1号車'), ('P2', '2号車')`);
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

beforeEach(() =>
  database.query('TRUNCATE work_state, snowfall, storm, dispatch_order, change, track_mark RESTART IDENTITY'),
);

const stateAt = (minute: number, blade: boolean): WorkState => ({
  vehicleId: 1,
  at: T0 + minute * MINUTE,
  blade,
  spreader: null,
  workType: null,
  activity: blade ? null : 'break',
  source: 'button',
});

describe('work states', () => {
  it('are stored once, told once, and mark the time they hold', async () => {
    const later = stateAt(30, false);
    await database.transaction((tx) => insertWorkStates(tx, [later], T0));
    await database.query('DELETE FROM track_mark');
    const earlier = stateAt(10, true);
    const insert = () => database.transaction((tx) => insertWorkStates(tx, [earlier, later], T0));
    expect(await insert()).toBe(1);
    expect(await insert()).toBe(0);
    expect(await listMarks(database)).toMatchObject([{ vehicleId: 1, fromAt: earlier.at, toAt: later.at }]);
    expect((await readChanges(database, null)).map(({ kind, body }) => ({ kind, body }))).toEqual([
      { kind: 'work_state', body: later },
      { kind: 'work_state', body: earlier },
    ]);
  });

  it('are listed with the one that holds at the start', async () => {
    const states = [stateAt(0, true), stateAt(10, false), stateAt(20, true)];
    await database.transaction((tx) => insertWorkStates(tx, states, T0));
    expect(await listWorkStates(database, 1, T0 + 15 * MINUTE, T0 + 60 * MINUTE)).toEqual(states.slice(1));
    expect(await listWorkStates(database, 1, T0 - MINUTE, T0 + 5 * MINUTE)).toEqual(states.slice(0, 1));
    expect(await listWorkStatesSince(database, T0 + 10 * MINUTE)).toEqual(states.slice(1));
  });

  it('mark until further notice when nothing follows', async () => {
    await database.transaction((tx) => insertWorkStates(tx, [stateAt(5, true)], T0));
    expect(await listMarks(database)).toMatchObject([{ toAt: OPEN_END_AT }]);
  });
});

describe('snowfalls', () => {
  it('are stored once and come back', async () => {
    const snowfall = { area: 'all', fromAt: T0, toAt: T0 + 60 * MINUTE, newSnowCm: 3.5 };
    const insert = () => database.transaction((tx) => insertSnowfalls(tx, [snowfall], T0));
    expect([await insert(), await insert()]).toEqual([1, 0]);
    expect(await listSnowfalls(database, T0 + 59 * MINUTE)).toEqual([snowfall]);
    expect(await listSnowfalls(database, T0 + 60 * MINUTE)).toEqual([]);
  });
});

describe('storms', () => {
  it('end by a second row', async () => {
    const begun = { area: 'all', startedAt: T0, endedAt: null };
    const ended = { ...begun, endedAt: T0 + 600 * MINUTE };
    await database.transaction((tx) => insertStorms(tx, [begun], T0));
    expect(await listStorms(database, T0)).toEqual([begun]);
    expect(await database.transaction((tx) => insertStorms(tx, [begun, ended], T0))).toBe(1);
    expect(await listStorms(database, T0)).toEqual([ended]);
    expect(await listStorms(database, ended.endedAt)).toEqual([]);
  });
});

describe('dispatch orders', () => {
  it('are numbered, stored once, and mark their vehicles', async () => {
    const order: Omit<DispatchOrder, 'id'> = {
      kind: 'city_order',
      routes: ['R1', 'R2'],
      vehicleIds: [2, 1, 2],
      orderedAt: T0,
      targetFinishAt: null,
      orderedBy: '道路管理課 係員',
      orderChannel: '電話',
    };
    const insert = () => database.transaction((tx) => insertDispatchOrders(tx, [order], T0));
    expect([await insert(), await insert()]).toEqual([1, 0]);
    expect(await listDispatchOrders(database, T0, T0)).toEqual([{ id: 1, ...order }]);
    expect((await listMarks(database)).map((mark) => [mark.vehicleId, mark.fromAt, mark.toAt])).toEqual([
      [1, T0, OPEN_END_AT],
      [2, T0, OPEN_END_AT],
    ]);
  });
});

describe('what was told since a change', () => {
  const DAY = 24 * 60 * MINUTE;
  const nowAt = T0 + 9 * DAY;
  const passes = (vehicleId: number, fromAt: number) => ({ vehicleId, fromAt, toAt: fromAt + MINUTE });

  it('is known by vehicle and time: passes, orders, and work states for as long as they hold', async () => {
    await insertChange(database, 'passes', passes(2, T0));
    const after = (await newestChangeId(database))!;
    const orderedAt = T0 - 5 * DAY;
    const order = { kind: 'city_order' as const, routes: [], orderedAt, targetFinishAt: null };
    await database.transaction(async (tx) => {
      await insertChanges(tx, 'passes', [passes(1, T0 + DAY), passes(1, T0 + DAY + MINUTE)]);
      await insertChange(tx, 'positions', { vehicles: [] });
      await insertDispatchOrders(tx, [{ ...order, vehicleIds: [1, 2] }], T0);
      await insertWorkStates(tx, [stateAt(0, true), stateAt(3 * 24 * 60, false)], T0);
    });
    const until = (await newestChangeId(database))!;
    await insertChange(database, 'passes', passes(2, T0));
    expect(await listChangedWork(database, { after, until }, nowAt)).toEqual([
      { vehicleId: 1, fromAt: orderedAt, toAt: orderedAt },
      { vehicleId: 1, fromAt: T0, toAt: T0 + 3 * DAY },
      { vehicleId: 1, fromAt: T0 + DAY, toAt: T0 + DAY + 2 * MINUTE },
      { vehicleId: 1, fromAt: T0 + 3 * DAY, toAt: nowAt },
      { vehicleId: 2, fromAt: orderedAt, toAt: orderedAt },
    ]);
    const snow = { area: '市街地', fromAt: T0, toAt: T0 + 60 * MINUTE, newSnowCm: 5 };
    await database.transaction((tx) => insertSnowfalls(tx, [snow], T0));
    const newest = (await newestChangeId(database))!;
    expect((await listChangedWork(database, { after: until, until: newest }, nowAt)).slice(0, 1)).toEqual([
      { vehicleId: 1, fromAt: snow.fromAt, toAt: snow.toAt },
    ]);
    expect(await listChangedWork(database, { after: null, until: after }, nowAt)).toEqual([passes(2, T0)]);
  });
});
