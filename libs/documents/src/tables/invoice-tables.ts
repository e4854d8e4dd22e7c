import type { Invoice, InvoiceLine, PaymentTerms, TaxTotal } from '#domain';
import { dateColumn, durationColumn, numberColumn, type Table, tableOf, textColumn } from '../table.js';

/** An invoice with what is printed beside it: nothing that changes after it was issued. */
export interface InvoiceDocument {
  readonly invoice: Invoice;
  /** Root hash of the settlement's bundle; null while none is written. */
  readonly rootHash: string | null;
  /** Of the contract's version that it was settled by. */
  readonly terms: PaymentTerms;
}

/** An invoice with its file, as it was handed out. */
export interface IssuedInvoice extends InvoiceDocument {
  readonly pdf: Uint8Array;
}

/** 請求一覧: one row for each invoice. */
export const invoicesTable = (invoices: readonly Invoice[]): Table =>
  tableOf<Invoice>(
    '請求書',
    [
      textColumn('請求書番号', 18, ({ invoiceNo }) => invoiceNo),
      dateColumn('発行日', ({ issuedOn }) => issuedOn),
      textColumn('宛名', 24, ({ recipient }) => recipient.addressee),
      textColumn('請求者', 32, ({ issuer }) => issuer.name),
      textColumn('登録番号', 16, ({ issuer }) => issuer.registrationNo),
      textColumn('契約番号', 16, ({ contractId }) => contractId),
      textColumn('件名', 32, ({ contractTitle }) => contractTitle),
      dateColumn('取引開始日', ({ fromDate }) => fromDate),
      dateColumn('取引終了日', ({ toDate }) => toDate),
      numberColumn('税抜金額(円)', 14, ({ netYen }) => netYen),
      numberColumn('消費税額(円)', 14, ({ taxYen }) => taxYen),
      numberColumn('請求金額(円)', 14, ({ totalYen }) => totalYen),
      textColumn('再発行元', 18, ({ replaces }) => replaces?.invoiceNo ?? null),
      textColumn('再発行の理由', 24, ({ replaces }) => replaces?.reason ?? null),
    ],
    invoices,
  );

/** 請求根拠: name, quantity and unit price of each line. */
export const invoiceLinesTable = ({ lines }: Invoice): Table =>
  tableOf<InvoiceLine>(
    '請求明細',
    [
      textColumn('名称', 40, ({ description }) => description),
      durationColumn('数量(時間)', ({ seconds }) => seconds),
      numberColumn('単価(円/h)', 11, ({ yenPerHour }) => yenPerHour),
      numberColumn('金額(円)', 13, ({ amountYen }) => amountYen),
      numberColumn('税率(%)', 8, ({ taxPercent }) => taxPercent),
    ],
    lines,
  );

/** 税率ごとの合計. */
export const taxTotalsTable = ({ taxTotals }: Invoice): Table =>
  tableOf<TaxTotal>(
    '税率別合計',
    [
      numberColumn('税率(%)', 8, ({ taxPercent }) => taxPercent),
      numberColumn('税抜金額(円)', 14, ({ netYen }) => netYen),
      numberColumn('消費税額(円)', 14, ({ taxYen }) => taxYen),
    ],
    taxTotals,
  );
