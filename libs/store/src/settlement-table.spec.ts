import {
  type Contract,
  type Invoice,
  makeInvoice,
  reissueInvoice,
  type Settlement,
  settleMonth,
} from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { itConcurrent } from '../../../test/support/timescale-database.js';
import { handBuiltContract } from '../../domain/src/contract/hand-built-contract.js';
import { ISSUER, invoiceInput } from '../../domain/src/invoice/hand-built-invoice.js';
import { afterSteps } from '../../domain/src/report/hand-built-workflow.js';
import { insertBundle, listBundles, listBundlesBefore, listUnbundled } from './bundle-table.js';
import { findContract, listContracts, listContractVersions, saveContract } from './contract-table.js';
import type { Database } from './database.js';
import { insertFixChains, listFixChains } from './fix-chain-table.js';
import { findIssuer, findRecipient, saveIssuer, saveRecipient } from './invoice-party-table.js';
import { findInvoicePdf, keepInvoicePdf } from './invoice-pdf-table.js';
import { insertInvoice, lockInvoicesOf, searchInvoices } from './invoice-table.js';
import { listPaperSettings, savePaperSettings } from './paper-settings-table.js';
import { insertPaymentStep, listPaymentSteps, takeBackPaymentStep } from './payment-step-table.js';
import { findPhoto, insertPhoto } from './photo-table.js';
import { insertReports } from './report-table.js';
import {
  findSettlement,
  listSettlements,
  listWholeSettlements,
  lockSettlementsOf,
  releaseSettlement,
  saveSettlement,
} from './settlement-table.js';

const AT = Date.parse('2027-02-05T09:00:00+09:00');
const STAMP = { by: '係員', at: AT };

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'authority', 'contractor', 'daily_report', 'report_evidence', 'invoice_party');
  await database.query(`INSERT INTO authority VALUES ('shi', '市', 'city'), ('ken', '県', 'prefecture')`);
  await database.query(`INSERT INTO contractor VALUES ('C01', '六花建設(架空)')`);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const contract = handBuiltContract({ owners: [{ authorityCode: 'shi', standbyShare: 1 }], id: 'K-shi' });
const report = { ...afterSteps(3), contractId: 'K-shi' };
const { settlement } = settleMonth({ contract, month: '2027-01', reports: [report], earlier: [] });
const january = settlement as Settlement;

const save = (given: Contract): Promise<Contract> =>
  database.transaction((tx) => saveContract(tx, given, STAMP));
const settle = (given: Settlement) => database.transaction((tx) => saveSettlement(tx, given, STAMP));
const prepared = async () => {
  await save(contract);
  await database.transaction((tx) => insertReports(tx, [report], AT));
  return settle(january);
};

describe('contracts', () => {
  itConcurrent('are held for one transaction at a time', async () => {
    await database.transaction(async (tx) => {
      const held = () =>
        tx.query("SELECT * FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()");
      const before = await held();
      await lockSettlementsOf(tx, 'K-shi');
      expect(await held()).toHaveLength(before.length + 1);
    });
  });

  it('are kept in every version, and the same one is no new version', async () => {
    expect(await save(contract)).toEqual(contract);
    expect(await save(contract)).toEqual(contract);
    const amended = { ...contract, minimumPerDispatchMinutes: 60 };
    expect(await save(amended)).toEqual({ ...amended, version: 2 });
    expect(await findContract(database, 'K-shi', 1)).toEqual(contract);
    expect(await listContracts(database, { contractorCode: 'C01', clientCode: 'shi' })).toEqual([
      { ...amended, version: 2 },
    ]);
    expect(await listContracts(database, { clientCode: 'ken' })).toEqual([]);
    const { machineCode } = contract.machines[0];
    expect(await listContracts(database, { machineCodes: ['J99', machineCode] })).toHaveLength(1);
    expect(await listContracts(database, { machineCodes: ['J99'] })).toEqual([]);
    expect(await listContractVersions(database, 'K-shi')).toMatchObject([
      { contract: { version: 1 }, recordedBy: '係員', recordedAt: AT },
      { contract: { version: 2 } },
    ]);
  });

  itConcurrent('get one version each when two are stored at once', async () => {
    await save(contract);
    const two = await Promise.all(
      [30, 60].map((minutes) => save({ ...contract, minimumPerDispatchMinutes: minutes })),
    );
    expect(two.map(({ version }) => version).sort()).toEqual([2, 3]);
  });
});

describe('settlements', () => {
  it('come back with their lines; the same one is no new version', async () => {
    const key = await prepared();
    expect(key).toMatchObject({ contractId: 'K-shi', period: '2027-01', version: 1, releasedAt: null });
    expect(await settle(january)).toEqual(key);
    const { lines, ...head } = january;
    expect(lines.length).toBeGreaterThan(0);
    expect(await listSettlements(database)).toMatchObject([{ version: 1, settlement: head }]);
    expect((await listSettlements(database))[0].settlement).not.toHaveProperty('lines');
    expect(await listWholeSettlements(database, {})).toEqual([key]);
    expect((await findSettlement(database, key))?.settlement).toEqual(january);
    expect(await settle({ ...january, totalYen: 1 })).toMatchObject({ version: 2 });
    expect(await findSettlement(database, key)).toMatchObject({ version: 1, releasedAt: null });
    await releaseSettlement(database, key, STAMP);
    await releaseSettlement(database, key, STAMP);
    expect(await findSettlement(database, key)).toMatchObject({ releasedAt: AT });
    const newest = await listSettlements(database, { contractorCode: 'C01', clientCode: 'shi' });
    expect(newest).toMatchObject([{ version: 2, releasedAt: null, settledBy: '係員' }]);
    const released = await listSettlements(database, { contractIds: ['K-shi'], onlyReleased: true });
    expect(released).toMatchObject([{ version: 1, releasedAt: AT }]);
  });

  it('keep chains, bundles, parties, payment steps and photos', async () => {
    const { contractId, period, version } = await prepared();
    const key = { contractId, period, version };
    const chain = { version: 2, machineCode: 'J01', date: '2027-01-12', fixCount: 3, head: 'aa' };
    await insertFixChains(database, [chain, { ...chain, head: 'bb' }, chain], AT);
    const days = { machineCode: 'J01', fromDate: '2027-01-12', toDate: '2027-01-12' };
    expect((await listFixChains(database, days)).map(({ head }) => head).sort()).toEqual(['aa', 'bb']);
    const bundle = { ...key, rootHash: 'r', fileName: 'K-shi.zip', sha256: 's', bytes: 9, invoiceCount: 0 };
    await insertBundle(database, bundle, STAMP);
    expect(await listBundles(database, key)).toEqual([{ ...bundle, writtenAt: AT, writtenBy: '係員' }]);
    expect(await listBundlesBefore(database, AT)).toEqual([]);
    expect(await listUnbundled(database)).toEqual([]);
    await saveIssuer(database, ISSUER, STAMP);
    await saveIssuer(database, { ...ISSUER, name: '𠮷田髙建設' }, STAMP);
    expect(await findIssuer(database, 'C01')).toEqual({ ...ISSUER, name: '𠮷田髙建設' });
    await saveRecipient(database, { clientCode: 'shi', addressee: '金沢市長' }, STAMP);
    expect(await findRecipient(database, 'shi')).toEqual({ clientCode: 'shi', addressee: '金沢市長' });
    expect(await findRecipient(database, 'ken')).toBeUndefined();
    const settings = { authorityCode: 'shi', finding: { gapS: 60 } };
    await savePaperSettings(database, { authorityCode: null, report: { seamMs: 1_000 } }, STAMP);
    await savePaperSettings(database, { authorityCode: 'shi' }, STAMP);
    for (const each of [settings, settings]) await savePaperSettings(database, each, STAMP);
    expect(await listPaperSettings(database)).toEqual([
      settings,
      { authorityCode: null, report: { seamMs: 1_000 } },
    ]);
    expect(await database.query('SELECT FROM paper_settings')).toHaveLength(3);
    const paid = { contractId: 'K-shi', period: '2027-01', on: '2027-03-01', reason: null, isGross: false };
    await insertPaymentStep(database, { ...paid, kind: 'inspected' }, STAMP);
    const [step] = await listPaymentSteps(database, 'K-shi', '2027-01');
    expect(step).toMatchObject({ ...paid, kind: 'inspected', takenBack: null });
    const back = { serial: step.serial, reason: '誤記' };
    const taken = [await takeBackPaymentStep(database, back, STAMP)];
    taken.push(await takeBackPaymentStep(database, { ...back, reason: 'もう一度' }, STAMP));
    expect(taken).toEqual([true, false]);
    expect(await listPaymentSteps(database, 'K-shi', '2027-01')).toEqual([
      { ...step, takenBack: { reason: '誤記', by: '係員' } },
    ]);
    await expect(database.query('DELETE FROM payment_step_taken_back')).rejects.toThrow();
    const photo = { mediaType: 'image/jpeg', content: Buffer.from([1, 2, 3]) };
    const hash = await insertPhoto(database, photo, STAMP);
    expect(await insertPhoto(database, photo, STAMP)).toBe(hash);
    expect(await findPhoto(database, hash)).toMatchObject(photo);
  });
});

describe('invoices', () => {
  const issue = (changes: Partial<Invoice> = {}): Promise<Invoice> =>
    database.transaction(async (tx) => {
      await lockInvoicesOf(tx, 'C01');
      const issued = (await searchInvoices(tx, { contractorCode: 'C01' })).map(({ invoice }) => invoice);
      const made = makeInvoice(invoiceInput({ contract, settlement: january, issued }));
      const { invoice } = made;
      if (invoice === null) throw new Error(made.faults[0].en);
      await insertInvoice(tx, { ...invoice, ...changes }, { version: 1 }, STAMP);
      return invoice;
    });

  it('are searched by date, amount and party in any combination', async () => {
    await prepared();
    const invoice = await issue();
    const found = async (search: Parameters<typeof searchInvoices>[1]) =>
      (await searchInvoices(database, search)).length;
    const { totalYen: yen, issuedOn } = invoice;
    const dates = [{}, { fromDate: issuedOn, toDate: issuedOn }, { fromDate: '2027-02-06' }];
    const amounts = [{}, { fromYen: yen, toYen: yen }, { toYen: yen - 1 }];
    const parties = [{}, { party: '金沢市' }, { party: '六花' }, { party: 'C01' }, { party: '%' }];
    for (const [d, date] of dates.entries())
      for (const [a, amount] of amounts.entries())
        for (const [p, party] of parties.entries())
          expect(await found({ ...date, ...amount, ...party })).toBe(d === 2 || a === 2 || p === 4 ? 0 : 1);
  });

  it('keep their first file', async () => {
    await prepared();
    const { invoiceNo } = await issue();
    expect(await findInvoicePdf(database, invoiceNo)).toBeUndefined();
    const first = { invoiceNo, rootHash: 'r', content: Buffer.from('%PDF first') };
    expect(await keepInvoicePdf(database, first, STAMP)).toEqual(first);
    const later = { ...first, rootHash: null, content: Buffer.from('%PDF later') };
    expect(await keepInvoicePdf(database, later, STAMP)).toEqual(first);
    await expect(database.query('DELETE FROM invoice_pdf')).rejects.toThrow('never changed or removed');
  });

  it('are cancelled only by another that replaces them, once', async () => {
    await prepared();
    const first = await issue();
    await expect(issue()).rejects.toThrow(first.invoiceNo);
    const again = reissueInvoice(
      invoiceInput({ contract, settlement: january, issued: [first] }),
      first.invoiceNo,
      '口座の誤り',
    ).invoice as Invoice;
    await insertInvoice(database, again, { version: 1 }, STAMP);
    const replaced = await searchInvoices(database, { invoiceNo: first.invoiceNo });
    expect(replaced).toMatchObject([{ invoice: first, replacedBy: again.invoiceNo }]);
    const standing = await searchInvoices(database, {
      contractId: 'K-shi',
      period: '2027-01',
      onlyStanding: true,
    });
    expect(standing.map(({ invoice }) => invoice)).toEqual([again]);
    const third = { ...again, invoiceNo: 'C01-2026-0003' };
    await expect(insertInvoice(database, third, { version: 1 }, STAMP)).rejects.toThrow('replaces_no');
  });

  itConcurrent('are issued once for a settlement, however many ask at once', async () => {
    await prepared();
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => issue()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await searchInvoices(database)).map(({ invoice }) => invoice.invoiceNo)).toEqual([
      'C01-2026-0001',
    ]);
  });
});
