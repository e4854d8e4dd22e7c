import path from 'node:path';
import { jest } from '@jest/globals';
import { listReportHeads, listSettlements } from '#store';
import { SettleCommands } from '../support/settle-commands.js';
import { TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let town: TownMonth;
let commands: SettleCommands;
beforeEach(async () => {
  town = await TownMonth.start('C2');
  for (const code of ['C1', 'C2']) await town.saveIssuer(code);
  commands = await SettleCommands.over(town.database, town.parts.network);
});
afterEach(async () => {
  await town.stop();
  commands.remove();
});

const states = async (): Promise<string[]> =>
  (await listReportHeads(town.database, { contractIds: ['K-C1', 'K-C2'] })).map(
    ({ contractId, state }) => `${contractId} ${state}`,
  );
const settle = (...more: string[]) => {
  const out = path.join(commands.folder, 'out');
  return commands.settle(['--period', '2026-01', '--out', out, '--json', ...more]);
};

describe('npm run settle for one contract', () => {
  it('approves, waits for and settles that contract alone', async () => {
    const { code, out } = await settle('--contract', 'K-C1', '--approve-as', '監督員');
    const { approved, waiting, contracts } = JSON.parse(out);
    expect([approved, waiting, code]).toEqual([1, [], 0]);
    expect(contracts).toMatchObject([{ contractId: 'K-C1', done: true }]);
    expect((await states()).sort()).toEqual(['K-C1 settled', 'K-C2 draft']);
  });

  it('refuses a contract that is not known before anything is written', async () => {
    const asked = await settle('--contract', 'K-C1', '--contract', 'K-C9', '--approve-as', '監督員');
    expect([asked.code, asked.error]).toEqual([2, expect.stringContaining('There is no contract "K-C9"')]);
    expect((await states()).sort()).toEqual(['K-C1 draft', 'K-C2 draft']);
    expect(await listSettlements(town.database)).toEqual([]);
  });
});

it('an approval that is refused leaves no step half way', async () => {
  await town.lateFixes();
  const { approved, waiting } = await town.approveAll();
  expect(approved).toHaveLength(1);
  expect(waiting).toMatchObject([{ reportNo: town.reportNo, en: expect.stringContaining('has changed') }]);
  expect(await town.report()).toMatchObject({ state: 'draft', history: [] });
});
