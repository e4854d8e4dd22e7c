import { type LookedUntil, makeDueReports } from '#paperwork';
import { insertDispatchOrders, listReports, listVehicles } from '#store';
import { storeNight } from '../support/paper-world.js';
import { STAMP, TownMonth } from '../support/town-month.js';

const { at } = STAMP;
const HOUR_MS = 3_600_000;

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

const make = (looked: LookedUntil | null) => makeDueReports(town.parts, { looked, at });
/** T-3 was out five days ago; its phone was off until now. */
const lateNight = async (): Promise<void> => {
  const fromAt = Date.parse('2026-01-28T20:00:00+09:00');
  const night = { vehicle: 'T-3', roads: ['row 4'], fromAt, toAt: fromAt + HOUR_MS };
  await storeNight(town.database, town.parts.network, night);
};
const reportsOf = (machineCode: string, date: string) =>
  listReports(town.database, { machineCodes: [machineCode], fromDate: date, toDate: date });

describe('a night that arrives five days late', () => {
  it('gets its report by itself, and nothing else is looked at', async () => {
    const { looked } = await make(null);
    expect(await reportsOf('T-3', '2026-01-28')).toEqual([]);
    await lateNight();
    const { summary, looked: next } = await make(looked);
    expect(summary).toMatchObject({ made: 1, remade: 0, machines: 1 });
    expect(await reportsOf('T-3', '2026-01-28')).toMatchObject([{ state: 'draft', contractId: 'K-C1' }]);
    expect((await make(next)).summary).toMatchObject({ machines: 0, made: 0 });
  });

  it('is not missed by a process that was not there when it came', async () => {
    await lateNight();
    await town.database.query('TRUNCATE change');
    expect((await make(null)).summary).toMatchObject({ made: 1 });
  });

  it('nor by one that was away for longer than changes are kept', async () => {
    const { looked } = await make(null);
    await lateNight();
    await town.database.query('TRUNCATE change');
    expect((await make(looked)).summary).toMatchObject({ made: 0 });
    expect((await make({ ...looked, at: looked.at - HOUR_MS })).summary).toMatchObject({ made: 1 });
  });
});

describe('a report of nine days ago', () => {
  it('that is a draft takes over late fixes', async () => {
    const { looked } = await make(null);
    const before = await town.report();
    await town.lateFixes();
    expect((await make(looked)).summary).toMatchObject({ made: 0, remade: 1 });
    expect((await town.report()).totals.workS).toBeGreaterThan(before.totals.workS);
  });

  it('that is submitted is found to be changed', async () => {
    await town.step({ action: 'submit' }, 'driver');
    const { looked } = await make(null);
    await town.lateFixes();
    expect((await make(looked)).summary).toMatchObject({ remade: 0, changed: 1 });
  });

  it('takes over an order that was written down late', async () => {
    const { looked } = await make(null);
    const vehicles = await listVehicles(town.database);
    const order = {
      kind: 'city_order' as const,
      routes: [],
      vehicleIds: [vehicles.find(({ code }) => code === 'T-2')!.id],
      orderedAt: Date.parse('2026-01-24T19:30:00+09:00'),
      targetFinishAt: null,
      orderedBy: '架空',
      orderChannel: '電話',
    };
    await town.database.transaction((tx) => insertDispatchOrders(tx, [order], at));
    expect((await make(looked)).summary).toMatchObject({ made: 0, remade: 1 });
    expect((await town.report()).dispatches[0]).toMatchObject({ order: { orderedAt: order.orderedAt } });
  });
});

it('ends between two machines where it is told to', async () => {
  const ending = new AbortController();
  ending.abort(new Error('over'));
  const run = makeDueReports(town.parts, { looked: null, at, signal: ending.signal });
  await expect(run).rejects.toThrow('over');
});
