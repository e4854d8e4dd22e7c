import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import {
  type BundlePlace,
  exportArchive,
  issuedInvoice,
  reissueInvoiceOf,
  releaseSettlementOf,
} from '#paperwork';
import { findInvoicePdf, insertPaymentStep, listBundles, type StoredInvoice, searchInvoices } from '#store';
import { ORDER, STAMP, TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let month: TownMonth;
let place: BundlePlace;

beforeAll(async () => {
  month = await TownMonth.start();
  place = { folder: mkdtempSync(path.join(os.tmpdir(), 'issued-')), stamp: STAMP };
  await month.saveIssuer();
  await month.approveAll();
  await releaseSettlementOf(month.parts, await month.settle(), STAMP);
});
afterAll(async () => {
  await month?.stop();
  rmSync(place.folder, { recursive: true, force: true });
});

const invoices = (): Promise<StoredInvoice[]> => searchInvoices(month.database);
const bytesOf = async (stored: StoredInvoice): Promise<string> =>
  Buffer.from((await issuedInvoice(month.parts, stored, place)).pdf).toString('base64');

describe('the file of an invoice', () => {
  it('is printed once, with the root hash of its bundle, which is written for it', async () => {
    const [stored] = await invoices();
    expect(await listBundles(month.database, ORDER)).toEqual([]);
    const [one, two] = await Promise.all([bytesOf(stored), bytesOf(stored)]);
    expect(two).toBe(one);
    const [bundle] = await listBundles(month.database, ORDER);
    expect(await findInvoicePdf(month.database, stored.invoice.invoiceNo)).toMatchObject({
      rootHash: bundle.rootHash,
    });
  });

  it('stays the same whatever happens afterwards, also when another replaces it', async () => {
    const [stored] = await invoices();
    const before = await bytesOf(stored);
    const step = { ...ORDER, kind: 'inspected' as const, on: '2026-02-03', reason: null, isGross: false };
    await insertPaymentStep(month.database, step, STAMP);
    const { invoiceNo } = stored.invoice;
    await reissueInvoiceOf(
      month.parts,
      { invoiceNo, reason: '口座の誤り' },
      { ...STAMP, at: STAMP.at + 1_000 },
    );
    const [first, second] = await invoices();
    expect(await bytesOf(first)).toBe(before);
    const replacing = await issuedInvoice(month.parts, second, place);
    expect(replacing.rootHash).not.toBeNull();
    expect(replacing.rootHash).not.toBe((await issuedInvoice(month.parts, first, place)).rootHash);
    const [once, again] = [
      await exportArchive(month.parts, [first], { side: 'issuer', place }),
      await exportArchive(month.parts, [first], { side: 'issuer', place }),
    ];
    expect(Buffer.from(again).equals(once)).toBe(true);
  });
});
