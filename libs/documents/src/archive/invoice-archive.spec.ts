import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Invoice } from '#domain';
import { parseCsv } from '../csv-table.js';
import { CONTRACTOR_NAME, invoiceOf, settlementDocument } from '../hand-built-documents.js';
import { archiveInvoices, INDEX_FILE, type KeptInvoice } from './invoice-archive.js';
import { safeName } from './safe-name.js';

const invoice = invoiceOf(settlementDocument().settlement);
const kept = (
  changes: Partial<Invoice>,
  text: string,
  replacedBy: KeptInvoice['replacedBy'] = null,
): KeptInvoice => ({
  invoice: { ...invoice, ...changes },
  pdf: new TextEncoder().encode(text),
  replacedBy,
});

describe('invoice archive', () => {
  const invoices = [
    kept(
      { invoiceNo: 'C01-2026-0002', replaces: { invoiceNo: invoice.invoiceNo, reason: '誤記' } },
      'second',
      // Issued after the period that was asked for: it is not in the zip.
      'C01-2026-0009',
    ),
    kept({}, 'first', 'C01-2026-0002'),
    kept(
      {
        invoiceNo: 'C01-2026-0003',
        recipient: { clientCode: 'x', addressee: '𠮷/田\u0007 町長' },
        issuedOn: '2027-02-28',
      },
      'third',
    ),
  ];
  const files = unzipSync(archiveInvoices(invoices, 'issuer'));
  const cells = (heading: string, archive = files): string[] => {
    const { header, rows } = parseCsv(archive[INDEX_FILE], INDEX_FILE);
    return rows.map((row) => row.cells[header.indexOf(heading)]);
  };

  it('holds the invoices under date, party and amount, each once', () => {
    const name = `20270205_架空市長_${invoice.totalYen}`;
    expect(Object.keys(files)).toEqual([
      INDEX_FILE,
      `${name}.pdf`,
      `${name}_C01-2026-0002.pdf`,
      `20270228_𠮷田町長_${invoice.totalYen}.pdf`,
    ]);
  });

  it('has an index by date, party and amount that names each file with its hash and what replaced it', () => {
    expect(cells('ファイル名')).toEqual(Object.keys(files).slice(1));
    expect(cells('取引年月日')).toEqual(['2027-02-05', '2027-02-05', '2027-02-28']);
    expect(cells('取引先')[0]).toBe('架空市長');
    expect(cells('金額(円)')).toEqual(Array(3).fill(String(invoice.totalYen)));
    expect(cells('再発行先')).toEqual(['C01-2026-0002', 'C01-2026-0009', '']);
    expect(cells('再発行元')).toEqual(['', 'C01-2026-0001', '']);
    expect(cells('SHA-256')[1]).toBe(createHash('sha256').update('second').digest('hex'));
  });

  it('names the contractor to the client, which is not its own other party', () => {
    const kept = unzipSync(archiveInvoices(invoices.slice(2), 'recipient'));
    const party = [...CONTRACTOR_NAME].slice(0, 40).join('');
    expect(Object.keys(kept)).toEqual([INDEX_FILE, `20270228_${party}_${invoice.totalYen}.pdf`]);
    expect(cells('取引先', kept)).toEqual([CONTRACTOR_NAME]);
  });

  it.each([
    ['K/1:2*?"<>|', 'K12'],
    ['../..', ''],
    ['a b\u202Ec', 'abc'],
    ['髙𠮷', '髙𠮷'],
    ['長'.repeat(100), '長'.repeat(80)],
  ])('makes a safe name of %j', (text, name) => {
    expect(safeName(text)).toBe(name);
  });
});
