import { type Invoice, makeInvoice, reissueInvoice, type Settlement, settleMonth } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { handBuiltContract } from '../../domain/src/contract/hand-built-contract.js';
import { invoiceInput } from '../../domain/src/invoice/hand-built-invoice.js';
import { afterSteps } from '../../domain/src/report/hand-built-workflow.js';
import { holdsInvoices, insertBundle, listBundles, listUnbundled } from './bundle-table.js';
import { saveContract } from './contract-table.js';
import type { Database } from './database.js';
import { chainOf, insertInvoice, searchInvoices } from './invoice-table.js';
import { insertReports } from './report-table.js';
import { releaseSettlement, type SettlementKey, saveSettlement } from './settlement-table.js';

const AT = Date.parse('2027-02-05T09:00:00+09:00');
const STAMP = { by: '係員', at: AT };
/** The clock was put back. */
const BEFORE = { ...STAMP, at: AT - 3_600_000 };
const PERIOD = { contractId: 'K-shi', period: '2027-01' };

let clone: ClonedDatabase;
let database: Database;
let key: SettlementKey;

const contract = handBuiltContract({ owners: [{ authorityCode: 'shi', standbyShare: 1 }], id: 'K-shi' });
const report = { ...afterSteps(3), contractId: 'K-shi' };
const settlement: Settlement = settleMonth({ contract, month: '2027-01', reports: [report], earlier: [] })
  .settlement!;
const first = makeInvoice(invoiceInput({ contract, settlement })).invoice!;
const second = reissueInvoice(
  invoiceInput({ contract, settlement, issued: [first] }),
  first.invoiceNo,
  '口座の誤り',
).invoice!;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'authority', 'contractor', 'daily_report', 'report_evidence');
  await database.query(`INSERT INTO authority VALUES ('shi', '市', 'city')`);
  await database.query(`INSERT INTO contractor VALUES ('C01', '六花建設(架空)')`);
  key = await database.transaction(async (tx) => {
    await saveContract(tx, contract, STAMP);
    await insertReports(tx, [report], AT);
    return saveSettlement(tx, settlement, STAMP);
  });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const bundle = (invoiceCount: number) => {
  const { contractId, period, version } = key;
  const hashes = { rootHash: `r${invoiceCount}`, sha256: 's' };
  return { ...{ contractId, period, version }, ...hashes, fileName: 'f', bytes: 9, invoiceCount };
};
const issue = (invoice: Invoice) => insertInvoice(database, invoice, key, STAMP);
/** As they were written before the invoices in them were counted. */
const insertUncounted = (at: number) =>
  database.query(
    `INSERT INTO bundle (contract_id, period, version, root_hash, file_name, sha256, bytes, written_at, written_by)
     VALUES ($1, $2, $3, 'old', 'f', 's', 9, to_timestamp($4::float8 / 1000), '係員')`,
    [key.contractId, key.period, key.version, at],
  );
const due = async (): Promise<number> => (await listUnbundled(database, PERIOD)).length;

describe('a released settlement', () => {
  it('is in no bundle from its release until one is written', async () => {
    expect(await listUnbundled(database)).toEqual([]);
    await releaseSettlement(database, key, STAMP);
    expect(await listUnbundled(database)).toEqual([
      { contractId: key.contractId, period: key.period, version: key.version },
    ]);
    expect(await listUnbundled(database, { ...PERIOD, period: '2027-02' })).toEqual([]);
    await insertBundle(database, bundle(0), STAMP);
    expect(await listUnbundled(database)).toEqual([]);
  });

  it('is in a bundle with all its invoices, whatever the clock says', async () => {
    await releaseSettlement(database, key, STAMP);
    await issue(first);
    await insertBundle(database, bundle(1), BEFORE);
    expect(await due()).toBe(0);
    await issue(second);
    expect(await due()).toBe(1);
    await insertBundle(database, bundle(2), { ...BEFORE, at: BEFORE.at - 1_000 });
    expect(await due()).toBe(0);
    const bundles = await listBundles(database, PERIOD);
    expect(bundles.map(({ invoiceCount }) => invoiceCount)).toEqual([2, 1]);
    const issued = await searchInvoices(database, PERIOD);
    const chains = issued.map((each) => chainOf(each, issued));
    expect(chains.map((chain) => chain.map(({ invoice }) => invoice.invoiceNo))).toEqual([
      [first.invoiceNo],
      [second.invoiceNo, first.invoiceNo],
    ]);
    expect(bundles.map((each) => chains.map((chain) => holdsInvoices(each, chain)))).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('is found by the time of writing where its bundle says nothing of invoices', async () => {
    await releaseSettlement(database, key, STAMP);
    await issue(first);
    await insertUncounted(AT);
    expect(await due()).toBe(0);
    const [old] = await listBundles(database, PERIOD);
    const chain = await searchInvoices(database, PERIOD);
    expect(old.invoiceCount).toBeNull();
    expect([holdsInvoices(old, chain), holdsInvoices({ ...old, writtenAt: AT - 1 }, chain)]).toEqual([
      true,
      false,
    ]);
    await insertInvoice(database, second, key, { ...STAMP, at: AT + 1_000 });
    expect(await due()).toBe(1);
  });
});
