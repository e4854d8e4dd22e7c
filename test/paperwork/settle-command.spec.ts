import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { effectivePlan, fixKey, isInPlan, matchFixes, SegmentIndex } from '#domain';
import { cityContracts, smallTown } from '#fixtures';
import { correctStoredReport, readBooks, saveContractBook } from '#paperwork';
import {
  asStored,
  type Database,
  findContract,
  insertFixes,
  insertPasses,
  listReports,
  saveContract,
  saveRegister,
} from '#store';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { faultsOf } from '../support/peppol/peppol-rules.js';
import { describeWithPrograms } from '../support/programs.js';
import { SettleCommands } from '../support/settle-commands.js';
import { fixesOf, idsByCode } from '../support/storm-steps.js';
import { contractorStorm, contractorTown, HIRED } from '../support/town-contractor.js';

const START_AT = Date.parse('2026-01-24T23:20:00+09:00');
const town = smallTown();
const storm = contractorStorm(START_AT);
const register = contractorTown();

jest.setTimeout(120_000);
let clone: ClonedDatabase;
let database: Database;
let commands: SettleCommands;
let folder: string;

const settle = (...args: string[]) => commands.settle(args);
const verify = (...args: string[]) => commands.verify(...args);

const storeStorm = async (): Promise<void> => {
  const ids = await idsByCode(database);
  const plan = effectivePlan(town.network, register.routes, {});
  const roads = { network: town.network, index: new SegmentIndex(town.network) };
  for (const code of HIRED) {
    const uploads = storm.uploads.filter(({ vehicleCode }) => vehicleCode === code);
    const fixes = fixesOf({ uploads }, ids)
      .map((fix) => asStored(fix, fixKey(fix)))
      .sort((a, b) => a.fixAt - b.fixAt);
    const isTarget = (segment: number): boolean => isInPlan(plan, segment);
    await insertFixes(
      database,
      fixes.map((fix, position) => ({ fix, position })),
    );
    await insertPasses(database, matchFixes(roads.index, fixes, { states: [], orders: [], isTarget }));
  }
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
  commands = await SettleCommands.over(clone, town.network);
  folder = commands.folder;
  await database.transaction(async (tx) => {
    await saveRegister(tx, register);
    const book = cityContracts(register, '2026-01-24');
    const issuers = book.issuers.map((issuer) => ({ ...issuer, accounts: { sales: '除雪売上高' } }));
    await saveContractBook(tx, { ...book, issuers }, { by: 'spec', at: START_AT });
  });
  await storeStorm();
});
afterAll(async () => {
  await database?.close();
  await clone?.drop();
  commands?.remove();
});

/** The driver says that he worked on for 20 minutes of which no fix tells: a finding. */
const stretch = async (): Promise<void> => {
  const [report] = await listReports(database, { contractIds: ['2025-shi-C01'] });
  const [{ dispatchNo, spans }] = report.dispatches;
  const startAt = spans[spans.length - 1].endAt;
  const time = { kind: 'span', dispatchNo, startAt, endAt: startAt + 20 * 60_000 } as const;
  const asked = {
    reportNo: report.reportNo,
    correction: { ...time, activity: 'work', workType: 'fresh_snow' },
    reason: '端末の電池切れ',
  } as const;
  const acting = { books: await readBooks(database, town.network) };
  const actor = { by: 'driver', role: 'driver', at: START_AT, seenSteps: report.history.length } as const;
  await database.transaction((tx) => correctStoredReport(tx, asked, actor, acting));
};

describe('npm run settle and npm run verify', () => {
  it('say how they are used', async () => {
    expect(await settle('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--approve-as') });
    const wrong = await settle('--period', '2026-13', '--out', folder);
    expect([wrong.code, wrong.error]).toEqual([2, expect.stringContaining('"2026-13" is no month')]);
    expect(await verify()).toMatchObject({ code: 2, out: expect.stringContaining('--root HASH') });
  });

  it('approve nothing by themselves', async () => {
    const { code, out } = await settle('--period', '2026-01', '--out', path.join(folder, 'out'), '--json');
    const result = JSON.parse(out);
    expect(code).toBe(1);
    expect(result).toMatchObject({ period: '2026-01', reports: { made: 2 }, approved: 0 });
    expect(result.waiting).toMatchObject([{ en: 'It is not approved.' }]);
    expect(result.contracts).toMatchObject([{ done: false, faults: [{ code: 'report_not_approved' }] }]);
    expect(await listReports(database, { states: ['approved'] })).toEqual([]);
  });

  it('drive the whole month into a folder, which verifies', async () => {
    const out = path.join(folder, 'out');
    const asSupervisor = ['--period', '2026-01', '--out', out, '--approve-as', '監督員', '--json'];
    await stretch();
    const clean = JSON.parse((await settle(...asSupervisor)).out);
    const undecided = clean.waiting.flatMap(({ findingIds }: { findingIds: string[] }) => findingIds);
    expect(undecided).toEqual([expect.stringMatching(/^reported_over_gps /)]);
    const pay = undecided.flatMap((id: string) => ['--pay', id]);
    expect(await settle(...asSupervisor, ...pay)).toMatchObject({ code: 2 });
    const done = await settle(...asSupervisor, ...pay, '--reason', '写真で確認');
    const result = JSON.parse(done.out);
    const [contract] = result.contracts;
    expect(contract.faults).toEqual([]);
    expect(contract).toMatchObject({ done: true, version: 1, invoiceNo: expect.stringContaining('C01-') });
    const own = path.join(out, contract.contractId, '2026-01');
    expect(readdirSync(own).sort()).toEqual([...contract.files].sort());
    for (const part of ['.pdf', '.xlsx', 'CP932.csv', '弥生', 'freee', 'JP-PINT', 'settlement.zip'])
      expect(contract.files.some((file: string) => file.includes(part))).toBe(true);
    const freee = contract.files.find((file: string) => file.startsWith('freee'));
    expect(readFileSync(path.join(own, freee), 'utf8')).toContain('除雪売上高');
    expect(existsSync(path.join(folder, 'bundles'))).toBe(true);
    const zip = path.join(own, 'settlement.zip');
    expect(await verify(zip)).toMatchObject({
      code: 0,
      out: expect.stringContaining('consistent, origin not proven'),
    });
    const original = await verify(zip, '--root', contract.rootHash, '--json');
    expect([original.code, JSON.parse(original.out).verdict]).toEqual([0, 'original']);
    const other = await verify(zip, '--root', 'f'.repeat(64));
    expect([other.code, other.out]).toEqual([1, expect.stringContaining('not the bundle that was issued')]);
    writeFileSync(path.join(folder, 'half.zip'), readFileSync(zip).subarray(0, 5_000));
    expect(await verify(path.join(folder, 'half.zip'))).toMatchObject({
      code: 2,
      error: expect.stringContaining('zip'),
    });
    expect(await verify(path.join(folder, 'none.zip'))).toMatchObject({ code: 2 });
  });

  describeWithPrograms('write a JP PINT', ['xmllint', 'java', 'mvn'], () => {
    it("that UBL's schema and Peppol's rules find no fault with", async () => {
      const own = path.join(folder, 'out', '2025-shi-C01', '2026-01');
      const name = readdirSync(own).find((file) => file.startsWith('JP-PINT'))!;
      expect(await faultsOf([readFileSync(path.join(own, name))], 'tax')).toEqual([[]]);
    }, 300_000);
  });

  it('change nothing when they run again', async () => {
    const again = await settle('--period', '2026-01', '--out', path.join(folder, 'again'), '--json');
    const [contract] = JSON.parse(again.out).contracts;
    expect(contract).toMatchObject({ done: true, version: 1 });
    expect(readdirSync(path.join(folder, 'bundles'))).toHaveLength(1);
  });

  it("have nothing to do with another winter's contracts", async () => {
    const contract = await findContract(database, '2025-shi-C01');
    const old = { ...contract!, id: '2022-shi-C01', fromDate: '2022-11-01', toDate: '2023-03-31' };
    await database.transaction((tx) => saveContract(tx, old, { by: 'spec', at: START_AT }));
    const out = path.join(folder, 'winters');
    const { code, out: printed } = await settle('--period', '2026-01', '--out', out, '--json');
    const ids = JSON.parse(printed).contracts.map(({ contractId }: { contractId: string }) => contractId);
    expect([code, ids]).toEqual([0, ['2025-shi-C01']]);
    const none = await settle('--period', '2031-01', '--out', out);
    expect([none.code, none.out]).toEqual([0, expect.stringContaining('No contract is due in this period.')]);
  });
});
