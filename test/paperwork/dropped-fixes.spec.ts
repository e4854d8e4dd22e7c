import { listDevices, listVehicles } from '#store';
import { fixesOfNight, storeMatched } from '../support/driven-night.js';
import { TownMonth } from '../support/town-month.js';

const MINUTE_MS = 60_000;
const FROM_AT = Date.parse('2026-01-24T20:00:00+09:00');
const NIGHT = { vehicle: 'T-2', roads: ['row 2', 'row 3'], fromAt: FROM_AT, toAt: FROM_AT + 60 * MINUTE_MS };
const NEXT_DATE_MS = 24 * 60 * MINUTE_MS;
const RANGE = { fromDate: '2026-01-25', toDate: '2026-01-25' };

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

/** The night after, of which only the fixes know where the machine was for a quarter of an hour: off every road. */
const nightOffRoad = async (): Promise<void> => {
  const [vehicleId, deviceId] = [
    (await listVehicles(town.database)).find(({ code }) => code === 'T-2')!.id,
    (await listDevices(town.database)).find(({ code }) => code === 'night-T-2')!.id,
  ];
  const night = { ...NIGHT, fromAt: NIGHT.fromAt + NEXT_DATE_MS, toAt: NIGHT.toAt + NEXT_DATE_MS };
  const isOff = (fixAt: number): boolean =>
    fixAt > night.fromAt + 20 * MINUTE_MS && fixAt < night.fromAt + 35 * MINUTE_MS;
  const fixes = fixesOfNight(town.parts.network, night, { vehicleId, deviceId }).map((fix) =>
    isOff(fix.fixAt) ? { ...fix, latE6: fix.latE6 + 20_000 } : fix,
  );
  await town.database.transaction((tx) => storeMatched(tx, town.parts.network, fixes));
};

it('fixes that retention has dropped are no change of the work, and are not taken over', async () => {
  await nightOffRoad();
  expect(await town.make(RANGE)).toMatchObject({ made: 1 });
  const [reportNo] = (await town.approveAll(RANGE)).approved;
  await town.database.query('DELETE FROM fix');
  expect(await town.make(RANGE)).toMatchObject({ remade: 0, changed: 0 });
  const revised = await town.step({ action: 'revise', reason: '備考の誤り' }, 'contractor', { reportNo });
  expect([revised.state, revised.history.at(-1)!.action]).toEqual(['draft', 'revise']);
  expect(await town.make(RANGE)).toMatchObject({ remade: 0, changed: 0 });
  for (const [action, role] of [
    ['submit', 'driver'],
    ['check', 'client'],
    ['approve', 'client'],
  ] as const)
    expect((await town.step({ action }, role, { reportNo })).dispatches).toEqual(revised.dispatches);
});
