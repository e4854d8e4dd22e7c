import {
  ACCOUNT_SETTINGS,
  type AccountSettings,
  type Fault,
  type InvoiceSide,
  invoiceFileName,
  type PeppolEndpoint,
} from '#domain';
import { writeFreee } from './accounting/freee.js';
import { writeMoneyForward } from './accounting/money-forward.js';
import { writeYayoi } from './accounting/yayoi.js';
import type { NamedFile } from './archive/named-file.js';
import { safeName } from './archive/safe-name.js';
import { type Cp932Text, type FileCharacter, unmappedTable } from './csv/cp932.js';
import { csvText, encodeUtf8, writeCsv } from './csv/write-csv.js';
import { printReport } from './pdf/report-pdf.js';
import { printSettlement } from './pdf/settlement-pdf.js';
import { writeJpPint } from './pint/jp-pint.js';
import type { Table } from './table.js';
import {
  type InvoiceDocument,
  type IssuedInvoice,
  invoiceLinesTable,
  invoicesTable,
  taxTotalsTable,
} from './tables/invoice-tables.js';
import {
  findingsTable,
  historyTable,
  type ReportDocument,
  reportLinesTable,
  reportsTable,
} from './tables/report-tables.js';
import {
  ownersTable,
  pricesTable,
  type SettlementDocument,
  settlementLinesTable,
  standbyTable,
} from './tables/settlement-tables.js';
import { writeXlsx } from './xlsx/write-xlsx.js';

/** One settlement with everything that its documents say. */
export interface SettledDocuments {
  readonly reports: readonly ReportDocument[];
  readonly settlement: SettlementDocument;
  /** Null where the settlement comes to nothing, or to a repayment. */
  readonly invoice: IssuedInvoice | null;
  /** For whom: a file is named after the other party. */
  readonly side: InvoiceSide;
  readonly accounts?: AccountSettings;
  /** Where client and contractor are reached in Peppol; null: then there is no JP PINT file, which must name both. */
  readonly buyer: PeppolEndpoint | null;
  readonly seller: PeppolEndpoint | null;
}

/** The files, and what is not among them and why. */
export interface WrittenDocuments {
  readonly files: readonly NamedFile[];
  readonly notes: readonly Fault<NoteCode>[];
}

export type NoteCode = 'peppol_buyer_missing' | 'peppol_seller_missing';

/** CP932 files of one set, with what was replaced in them. */
class Cp932Files {
  readonly files: NamedFile[] = [];
  private readonly replaced: FileCharacter[] = [];

  add(fileName: string, { bytes, unmapped }: Cp932Text): void {
    this.files.push({ fileName, bytes });
    this.replaced.push(...unmapped.map((character) => ({ ...character, file: fileName })));
  }

  /** The list of replacements; none where every character was there. */
  get list(): NamedFile[] {
    if (this.replaced.length === 0) return [];
    return [{ fileName: 'CP932置換一覧.csv', bytes: encodeUtf8(csvText(unmappedTable(this.replaced))) }];
  }
}

const csvFiles = (stem: string, tables: readonly Table[], cp932: Cp932Files): NamedFile[] =>
  tables.map((table) => {
    const { utf8, cp932: narrow } = writeCsv(table);
    cp932.add(`${stem}_${table.name}_CP932.csv`, narrow);
    return { fileName: `${stem}_${table.name}.csv`, bytes: utf8 };
  });

const reportFiles = async (
  reports: readonly ReportDocument[],
  stem: string,
  cp932: Cp932Files,
): Promise<NamedFile[]> => {
  const files: NamedFile[] = [];
  for (const document of reports) {
    const { reportNo, revision } = document.report;
    const fileName = `日報_${safeName(reportNo)}_第${revision}版.pdf`;
    files.push({ fileName, bytes: await printReport(document) });
  }
  const tables = [
    reportsTable(reports),
    reportLinesTable(reports),
    findingsTable(reports),
    historyTable(reports),
  ];
  files.push({ fileName: `日報_${stem}.xlsx`, bytes: await writeXlsx(tables) });
  return [...files, ...csvFiles(`日報_${stem}`, tables.slice(0, 2), cp932)];
};

const settlementFiles = async (
  document: SettlementDocument,
  stem: string,
  cp932: Cp932Files,
): Promise<NamedFile[]> => {
  const lines = [settlementLinesTable(document), standbyTable(document)];
  const tables = [pricesTable(document), ...lines, ownersTable(document)];
  return [
    { fileName: `精算書_${stem}.pdf`, bytes: await printSettlement(document) },
    { fileName: `精算書_${stem}.xlsx`, bytes: await writeXlsx(tables) },
    ...csvFiles(`精算書_${stem}`, lines, cp932),
  ];
};

const pintFiles = (invoice: InvoiceDocument, { buyer, seller }: SettledDocuments): NamedFile[] => {
  if (buyer === null || seller === null) return [];
  const bytes = writeJpPint({ ...invoice, seller, buyer });
  return [{ fileName: `JP-PINT_${safeName(invoice.invoice.invoiceNo)}.xml`, bytes }];
};

const notesOf = ({ invoice, buyer, seller }: SettledDocuments): Fault<NoteCode>[] => {
  if (invoice === null) return [];
  const { issuer, recipient } = invoice.invoice;
  const notes: Fault<NoteCode>[] = [];
  if (buyer === null)
    notes.push({
      code: 'peppol_buyer_missing',
      ja: `JP PINT は作っていません:発注者「${recipient.addressee}」のペポルIDがありません。recipients.json の peppol に書いてください。`,
      en: `There is no JP PINT: client "${recipient.addressee}" has no Peppol address. Enter peppol in recipients.json.`,
    });
  if (seller === null)
    notes.push({
      code: 'peppol_seller_missing',
      ja: `JP PINT は作っていません:登録番号のない受注者「${issuer.name}」にペポルIDがありません。issuers.json の peppol に書いてください。`,
      en: `There is no JP PINT: contractor "${issuer.name}" has neither a registration number nor a Peppol address. Enter peppol in issuers.json.`,
    });
  return notes;
};

const invoiceFiles = async (
  document: IssuedInvoice,
  settled: SettledDocuments,
  cp932: Cp932Files,
): Promise<NamedFile[]> => {
  const { invoice } = document;
  const { accounts = ACCOUNT_SETTINGS, side } = settled;
  const no = safeName(invoice.invoiceNo);
  const tables = [invoicesTable([invoice]), invoiceLinesTable(invoice), taxTotalsTable(invoice)];
  cp932.add(`弥生_${no}.csv`, writeYayoi([invoice], accounts));
  return [
    { fileName: invoiceFileName(invoice, side), bytes: document.pdf },
    { fileName: `請求書_${no}.xlsx`, bytes: await writeXlsx(tables) },
    ...csvFiles(`請求書_${no}`, tables.slice(0, 2), cp932),
    { fileName: `マネーフォワード_${no}.csv`, bytes: writeMoneyForward([invoice], accounts) },
    { fileName: `freee_${no}.csv`, bytes: writeFreee([invoice], accounts) },
    ...pintFiles(document, settled),
  ];
};

/**
 * Every format of one settlement: PDF, spreadsheet and CSV of reports, settlement and invoice, the accounting programs' files
 * and JP PINT, each under a name of its own. The same input makes the same bytes.
 */
export const documentsOf = async (settled: SettledDocuments): Promise<WrittenDocuments> => {
  const { settlement } = settled.settlement;
  const stem = safeName(`${settlement.contractId}_${settlement.month ?? '年度末'}`);
  const cp932 = new Cp932Files();
  const files = [
    ...(settled.reports.length === 0 ? [] : await reportFiles(settled.reports, stem, cp932)),
    ...(await settlementFiles(settled.settlement, stem, cp932)),
    ...(settled.invoice === null ? [] : await invoiceFiles(settled.invoice, settled, cp932)),
  ];
  return { files: [...files, ...cp932.files, ...cp932.list], notes: notesOf(settled) };
};
