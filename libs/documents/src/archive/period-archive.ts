import { createHash } from 'node:crypto';
import { zipFiles } from '#bundle';
import { type Invoice, invoiceFileName, type LocalDate } from '#domain';
import { csvText, encodeUtf8 } from '../csv/write-csv.js';
import { dateColumn, numberColumn, tableOf, textColumn } from '../table.js';

/** An issued invoice with its PDF as it was issued. */
export interface IssuedInvoice {
  readonly invoice: Invoice;
  readonly pdf: Uint8Array;
}

interface ArchivedInvoice extends IssuedInvoice {
  readonly fileName: string;
  /** Number of the invoice that replaced it; empty while it stands. */
  readonly replacedBy: string;
}

export const INDEX_FILE = '索引.csv';

/** Two invoices of one day, party and amount: the later one's number tells them apart. */
const withNames = (issued: readonly IssuedInvoice[], all: readonly Invoice[]): ArchivedInvoice[] => {
  const taken = new Set<string>();
  return issued.map((each) => {
    const { invoiceNo } = each.invoice;
    const name = invoiceFileName(each.invoice);
    const fileName = taken.has(name) ? name.replace(/\.pdf$/, `_${invoiceNo}.pdf`) : name;
    taken.add(fileName);
    const replacedBy = all.find(({ replaces }) => replaces?.invoiceNo === invoiceNo)?.invoiceNo ?? '';
    return { ...each, fileName, replacedBy };
  });
};

const indexOf = (archived: readonly ArchivedInvoice[]): Uint8Array =>
  encodeUtf8(
    csvText(
      tableOf<ArchivedInvoice>(
        '索引',
        [
          textColumn('書類区分', 10, ({ invoice }) => invoice.title),
          textColumn('番号', 18, ({ invoice }) => invoice.invoiceNo),
          dateColumn('取引年月日', ({ invoice }) => invoice.issuedOn),
          textColumn('取引先', 24, ({ invoice }) => invoice.recipient.addressee),
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
 * 電子帳簿保存法: the invoices issued in a period, replaced ones too, under names of date, party and amount, with an index of
 * the same (domain.md §2.7). Both days are included.
 */
export const archivePeriod = (
  issued: readonly IssuedInvoice[],
  fromDate: LocalDate,
  toDate: LocalDate,
): Uint8Array => {
  const inPeriod = issued
    .filter(({ invoice }) => fromDate <= invoice.issuedOn && invoice.issuedOn <= toDate)
    .sort((a, b) => (a.invoice.invoiceNo < b.invoice.invoiceNo ? -1 : 1));
  const archived = withNames(
    inPeriod,
    issued.map(({ invoice }) => invoice),
  );
  return zipFiles(
    new Map([
      [INDEX_FILE, indexOf(archived)],
      ...archived.map(({ fileName, pdf }): [string, Uint8Array] => [fileName, pdf]),
    ]),
  );
};
