import { jest } from '@jest/globals';
import { releaseSettlementOf } from '#paperwork';
import { findContract, saveContract, searchInvoices } from '#store';
import { SettleCommands } from '../support/settle-commands.js';
import { faultOf, STAMP, TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start('C2');
  await town.saveIssuer();
});
afterEach(() => town.stop());

const on = (time: string) => ({ by: '係員', at: Date.parse(`${time}+09:00`) });

/** 最低保証: something is to be paid in every month, whatever was driven. */
const guaranteed = async (): Promise<void> => {
  const contract = (await findContract(town.database, 'K-C1'))!;
  const rates = [{ ...contract.machines[0], yenPerHour: 9_000 }];
  const standby = [{ kind: 'monthly_min_hours' as const, months: [1, 2, 3], minimumHours: 5, rates }];
  await town.database.transaction((tx) => saveContract(tx, { ...contract, standby }, STAMP));
};

it('the minimum of a month to come is settled to look ahead, and paid when the month is over', async () => {
  await guaranteed();
  const march = await town.settle({ period: '2026-03' });
  expect(march.settlement.totalYen).toBe(45_000);
  const fault = await faultOf(releaseSettlementOf(town.parts, march, on('2026-03-31T23:59:59')));
  expect([fault.code, fault.en]).toEqual(['period_not_over', expect.stringContaining('from 2026-04-01 on')]);
  expect(await searchInvoices(town.database)).toEqual([]);
  const released = await releaseSettlementOf(town.parts, march, on('2026-04-01T00:00:00'));
  expect(released.invoice).not.toBeNull();
});

it('the season is paid after its last date', async () => {
  await town.approveAll();
  for (const period of ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'])
    await releaseSettlementOf(town.parts, await town.settle({ period }), on('2026-04-01T09:00:00'));
  const season = await town.settle({ period: 'season' });
  const fault = await faultOf(releaseSettlementOf(town.parts, season, on('2026-03-31T12:00:00')));
  expect(fault.code).toBe('period_not_over');
  const { at } = on('2026-04-01T09:00:00');
  expect((await releaseSettlementOf(town.parts, season, { by: '係員', at })).releasedAt).toBe(at);
});

it('what was settled half way is settled again where more was approved since', async () => {
  const half = await town.settle({ withoutUnapproved: true }, on('2026-01-25T09:00:00'));
  await town.approveAll();
  const fault = await faultOf(releaseSettlementOf(town.parts, half, STAMP));
  expect([fault.code, fault.en]).toEqual([
    'settlement_outdated',
    expect.stringContaining('more was approved since (reports: 1)'),
  ]);
  expect((await town.settleAndRelease()).settlement.reports).toHaveLength(1);
});

it('npm run settle says so of the contract, and pays nothing', async () => {
  const commands = await SettleCommands.over(town.database, town.parts.network);
  try {
    const args = ['--period', '2026-01', '--contract', 'K-C1', '--out', `${commands.folder}/out`];
    const asked = [...args, '--approve-as', '監督員', '--json'];
    const { code, out } = await commands.settle(asked, '2026-01-31T23:00:00+09:00');
    const [contract] = JSON.parse(out).contracts;
    expect([code, contract.faults[0].code]).toEqual([1, 'period_not_over']);
    expect(contract).toMatchObject({ version: 1, invoiceNo: null, done: false });
    expect(await searchInvoices(town.database)).toEqual([]);
    expect(await commands.settle(asked, '2026-02-01T00:00:00+09:00')).toMatchObject({ code: 0 });
  } finally {
    commands.remove();
  }
});
