import type { Fix } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { insertDispatchOrders, type NewDispatchOrder } from './dispatch-order-table.js';
import { silenceVehicles } from './silent-units.js';
import { insertStorms } from './storm-table.js';
import { advanceVehiclesNow, listVehiclesNow } from './vehicle-now-table.js';
import { insertWorkStates } from './work-state-table.js';

const T0 = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;
const DEPOT = { latE6: 36_560_000, lngE6: 136_650_000 };
/** About 90 m and 400 m east of the depot. */
const IN_YARD = { ...DEPOT, lngE6: 136_651_000 };
const ON_ROAD = { ...DEPOT, lngE6: 136_654_500 };

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
  await database.query(
    `INSERT INTO vehicle (code, name, depot_lat_e6, depot_lng_e6)
     VALUES ('P1', '1号車', $1, $2), ('P2', '2号車', NULL, NULL)`,
    [DEPOT.latE6, DEPOT.lngE6],
  );
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

beforeEach(async () => {
  await database.query('TRUNCATE work_state, storm, dispatch_order, vehicle_now, change, track_mark');
  await insertStorms(database, [{ area: 'all', startedAt: T0, endedAt: null }], T0);
});

const order = (minute: number, rest: Partial<NewDispatchOrder> = {}): Promise<number> =>
  insertDispatchOrders(
    database,
    [
      {
        kind: 'city_order',
        routes: ['R1'],
        vehicleIds: [1],
        orderedAt: T0 + minute * MINUTE,
        targetFinishAt: null,
        ...rest,
      },
    ],
    T0,
  );

const fixAt = (minute: number, place: { latE6: number; lngE6: number }, vehicleId = 1): Promise<unknown> =>
  advanceVehiclesNow(database, [
    {
      deviceId: vehicleId,
      vehicleId,
      fixAt: T0 + minute * MINUTE,
      receivedAt: T0 + minute * MINUTE,
      ...place,
      seq: null,
      speedMps: null,
      headingDeg: null,
      accuracyM: null,
      blade: null,
      spreader: null,
      workType: null,
      isMock: null,
      sentAt: null,
    } satisfies Fix,
  ]);

/** Who is declared silent at a minute, and since which minute. */
const silencedAt = async (minute: number): Promise<[number, number][]> => {
  const rule = { nowAt: T0 + minute * MINUTE, silentAfterMs: 10 * MINUTE, workingWithinMs: 720 * MINUTE };
  const silent = await silenceVehicles(database, rule);
  return silent.map(({ vehicleId, silentSince }) => [vehicleId, (silentSince! - T0) / MINUTE]);
};

describe('silent units', () => {
  it('are those on shift that stopped reporting, told once', async () => {
    await order(5);
    await fixAt(6, ON_ROAD);
    await fixAt(6, ON_ROAD, 2);
    expect(await silencedAt(16)).toEqual([]);
    expect(await silencedAt(17)).toEqual([[1, 6]]);
    expect(await silencedAt(18)).toEqual([]);
    await fixAt(19, ON_ROAD);
    expect(await silencedAt(20)).toEqual([]);
    expect(await silencedAt(30)).toEqual([[1, 19]]);
  });

  it('include who was ordered out and never sent a fix, or none since', async () => {
    await fixAt(-300, ON_ROAD, 2);
    await order(5, { vehicleIds: [1, 2] });
    expect(await silencedAt(15)).toEqual([]);
    expect(await silencedAt(16)).toEqual([
      [1, 5],
      [2, 5],
    ]);
    const [never] = await listVehiclesNow(database);
    expect(never).toMatchObject({ vehicleId: 1, fixAt: null, latE6: null, workKind: 'unknown' });
  });

  it('leave out who came home after the order, but not who was at home when it came', async () => {
    await order(5);
    await fixAt(60, IN_YARD);
    expect(await silencedAt(90)).toEqual([]);
    await order(100);
    expect(await silencedAt(111)).toEqual([[1, 100]]);
  });

  it('leave out who is on standby, has no order, or had one of a storm that is over', async () => {
    await order(5, { kind: 'standby_order' });
    await order(5, { vehicleIds: [2], targetFinishAt: T0 + 200 * MINUTE });
    await insertStorms(database, [{ area: 'all', startedAt: T0, endedAt: T0 + 100 * MINUTE }], T0);
    expect(await silencedAt(201)).toEqual([]);
    expect(await silencedAt(199)).toEqual([[2, 5]]);
  });

  it('include who said by its work state that it works', async () => {
    const state = { vehicleId: 2, spreader: null, workType: null, source: 'button' } as const;
    await insertWorkStates(database, [{ ...state, at: T0, blade: true }], T0);
    await fixAt(1, ON_ROAD, 2);
    expect(await silencedAt(12)).toEqual([[2, 1]]);
    await fixAt(13, ON_ROAD, 2);
    await insertWorkStates(database, [{ ...state, at: T0 + 14 * MINUTE, blade: false }], T0);
    expect(await silencedAt(40)).toEqual([]);
  });

  it('are told anew in the next storm, though nothing came from them since', async () => {
    await order(5);
    expect(await silencedAt(20)).toEqual([[1, 5]]);
    await insertStorms(database, [{ area: 'all', startedAt: T0, endedAt: T0 + 100 * MINUTE }], T0);
    await insertStorms(database, [{ area: 'all', startedAt: T0 + 500 * MINUTE, endedAt: null }], T0);
    await order(505);
    expect(await silencedAt(520)).toEqual([[1, 505]]);
    await order(530);
    expect(await silencedAt(560)).toEqual([]);
  });
});
