import { createHash } from 'node:crypto';
import { zipFiles } from '#bundle';
import { type InvoiceSide, invoiceFileName, otherParty } from '#domain';
import { csvText, encodeUtf8 } from '../csv/write-csv.js';
import { dateColumn, numberColumn, tableOf, textColumn } from '../table.js';
import type { IssuedInvoice } from '../tables/invoice-tables.js';

/** An invoice with its file, and the number of the one that replaced it; null while it stands. */
export interface KeptInvoice extends Pick<IssuedInvoice, 'invoice' | 'pdf'> {
  readonly replacedBy: string | null;
}

interface NamedInvoice extends KeptInvoice {
  readonly fileName: string;
}

export const INDEX_FILE = '索引.csv';

/** Two invoices of one day, party and amount: the later one's number tells them apart. */
const withNames = (kept: readonly KeptInvoice[], side: InvoiceSide): NamedInvoice[] => {
  const taken = new Set<string>();
  return kept.map((each) => {
    const { invoiceNo } = each.invoice;
    const name = invoiceFileName(each.invoice, side);
    const fileName = taken.has(name) ? name.replace(/\.pdf$/, `_${invoiceNo}.pdf`) : name;
    taken.add(fileName);
    return { ...each, fileName };
  });
};

const indexOf = (archived: readonly NamedInvoice[], side: InvoiceSide): Uint8Array =>
  encodeUtf8(
    csvText(
      tableOf<NamedInvoice>(
        '索引',
        [
          textColumn('書類区分', 10, ({ invoice }) => invoice.title),
          textColumn('番号', 18, ({ invoice }) => invoice.invoiceNo),
          dateColumn('取引年月日', ({ invoice }) => invoice.issuedOn),
          textColumn('取引先', 24, ({ invoice }) => otherParty(invoice, side)),
          numberColumn('金額(円)', 12, ({ invoice }) => invoice.totalYen),
          textColumn('ファイル名', 40, ({ fileName }) => fileName),
          textColumn('SHA-256', 66, ({ pdf }) => createHash('sha256').update(pdf).digest('hex')),
          textColumn('再発行元', 18, ({ invoice }) => invoice.replaces?.invoiceNo ?? null),
          textColumn('再発行先', 18, ({ replacedBy }) => replacedBy),
        ],
        archived,
      ),
    ),
  );

/**
 * 電子帳簿保存法: invoices, replaced ones too, under names of date, the other party and amount, with an index of the same
 * (domain.md §2.7).
 */
export const archiveInvoices = (invoices: readonly KeptInvoice[], side: InvoiceSide): Uint8Array => {
  const named = withNames(
    [...invoices].sort((a, b) => (a.invoice.invoiceNo < b.invoice.invoiceNo ? -1 : 1)),
    side,
  );
  return zipFiles(
    new Map([
      [INDEX_FILE, indexOf(named, side)],
      ...named.map(({ fileName, pdf }): [string, Uint8Array] => [fileName, pdf]),
    ]),
  );
};
