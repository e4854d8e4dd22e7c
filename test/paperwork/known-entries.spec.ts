import { insertSnowfalls } from '#store';
import { storeAccounts } from '../support/paper-world.js';
import { faultOf, STAMP, TownMonth } from '../support/town-month.js';

const EVENING_AT = Date.parse('2026-01-24T18:00:00+09:00');
const HOUR_MS = 3_600_000;

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

/** New snow in an hour after 18:00. */
const snow = (hour: number, newSnowCm: number): Promise<unknown> =>
  town.database.transaction((tx) =>
    insertSnowfalls(
      tx,
      [
        {
          area: 'all',
          fromAt: EVENING_AT + hour * HOUR_MS,
          toAt: EVENING_AT + (hour + 1) * HOUR_MS,
          newSnowCm,
        },
      ],
      STAMP.at,
    ),
  );
const driver = (name: string) => ({ name, role: 'driver' as const, vehicleCodes: ['T-2'] });

describe('crew and weather of a report', () => {
  it('come from the accounts and the recorded snow, also when these come late', async () => {
    await storeAccounts(town.database, { d1: driver('架空 太郎') });
    await snow(0, 4.5);
    expect(await town.make()).toMatchObject({ remade: 2 });
    expect((await town.report()).entries).toMatchObject({
      operator: '架空 太郎',
      newSnowCm: 4.5,
      weather: null,
      snowDepthCm: null,
    });
    await snow(2, 3);
    await town.make();
    expect((await town.report()).entries).toMatchObject({ newSnowCm: 7.5, weather: '雪' });
    expect(await town.make()).toMatchObject({ made: 0, remade: 0 });
  });

  it('name nobody where the machine has two drivers; who hands the report in signs it', async () => {
    await storeAccounts(town.database, { d1: driver('架空 太郎'), d2: driver('架空 花子') });
    await town.make();
    expect((await town.report()).entries.operator).toBeNull();
    const report = await town.step({ action: 'submit', operator: '架空 花子' }, 'driver', { by: 'd2' });
    expect([report.state, report.entries.operator]).toEqual(['submitted', '架空 花子']);
    expect((await town.report()).history).toMatchObject([
      {
        action: 'correct',
        by: 'd2',
        change: { before: { operator: null }, after: { operator: '架空 花子' } },
      },
      { action: 'submit', by: 'd2' },
    ]);
  });

  it('are signed by nobody else where an operator stands, nor where the report cannot be handed in', async () => {
    await storeAccounts(town.database, { d1: driver('架空 太郎') });
    await town.make();
    const report = await town.step({ action: 'submit', operator: '架空 花子' }, 'driver');
    expect([report.entries.operator, report.history.at(-1)!.action]).toEqual(['架空 太郎', 'submit']);
    const fault = await faultOf(town.step({ action: 'submit', operator: '架空 花子' }, 'driver'));
    expect(fault.code).toBe('wrong_state');
  });

  it('are no changed work: snow that comes after the approval keeps no payment back', async () => {
    await town.approveAll();
    await town.saveIssuer();
    const approved = await town.report();
    await snow(2, 3);
    expect(await town.make()).toMatchObject({ remade: 0, changed: 0 });
    expect(await town.report()).toEqual(approved);
    expect((await town.settleAndRelease()).invoice).not.toBeNull();
  });
});
