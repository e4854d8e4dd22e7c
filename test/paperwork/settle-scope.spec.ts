import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
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

describe('a folder that cannot be written to', () => {
  it('is refused before anything is made, approved or paid', async () => {
    writeFileSync(path.join(commands.folder, 'out'), 'in the way');
    const { code, error } = await settle('--approve-as', '監督員');
    expect([code, error]).toEqual([2, expect.stringMatching(/^--out のフォルダー.*に書き込めません/)]);
    rmSync(path.join(commands.folder, 'out'));
    writeFileSync(path.join(commands.folder, 'bundles'), 'in the way');
    expect(await settle('--approve-as', '監督員')).toMatchObject({
      code: 2,
      error: expect.stringContaining('BUNDLE_DIR cannot be written to'),
    });
    expect((await states()).sort()).toEqual(['K-C1 draft', 'K-C2 draft']);
    expect(await listSettlements(town.database)).toEqual([]);
  });

  it('of one contract is a fault of that one: its invoice is told, and the others get their papers', async () => {
    mkdirSync(path.join(commands.folder, 'out'));
    writeFileSync(path.join(commands.folder, 'out', 'K-C1'), 'in the way');
    const { code, out } = await settle('--approve-as', '監督員');
    const [first, second] = JSON.parse(out).contracts;
    expect([code, second]).toMatchObject([1, { contractId: 'K-C2', done: true }]);
    expect(first).toMatchObject({ done: false, files: [], rootHash: expect.any(String) });
    expect(first.invoiceNo).toMatch(/^C1-/);
    expect(first.faults.map((fault: { code: string }) => fault.code)).toContain('file_trouble');
    rmSync(path.join(commands.folder, 'out', 'K-C1'));
    const again = await settle('--approve-as', '監督員');
    expect([again.code, JSON.parse(again.out).contracts[0]]).toMatchObject([
      0,
      { done: true, invoiceNo: first.invoiceNo },
    ]);
  });
});

it('an approval that is refused leaves no step half way', async () => {
  await town.lateFixes();
  const { approved, waiting } = await town.approveAll();
  expect(approved).toHaveLength(1);
  expect(waiting).toMatchObject([{ reportNo: town.reportNo, en: expect.stringContaining('has changed') }]);
  expect(await town.report()).toMatchObject({ state: 'draft', history: [] });
});
