import type { Invoice, LocalDate } from '#domain';
import type { Queryable } from './database.js';
import { periodOf, type SettlementKey } from './settlement-table.js';
import type { Stamp } from './stamp.js';
import { whereOf } from './where-clause.js';

/** An invoice, what it was issued from, and the one that replaced it. */
export interface StoredInvoice {
  readonly invoice: Invoice;
  readonly settlementVersion: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
  /** Null while it stands. */
  readonly replacedBy: string | null;
}

/** 電子帳簿保存法: by date, by amount and by party, each alone or in any combination; all ends included. */
export interface InvoiceSearch {
  readonly fromDate?: LocalDate;
  readonly toDate?: LocalDate;
  readonly fromYen?: number;
  readonly toYen?: number;
  /** A part of the issuer's or the addressee's name, or one of their codes. */
  readonly party?: string;
  readonly contractorCode?: string;
  readonly clientCode?: string;
  readonly contractId?: string;
  readonly period?: string;
  readonly invoiceNo?: string;
  /** True: only those that no other replaces. */
  readonly onlyStanding?: boolean;
}

const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const PARTY = `(invoice.issuer_name ILIKE ? OR invoice.addressee ILIKE ? OR invoice.contractor_code ILIKE ?
  OR invoice.client_code ILIKE ?)`;

/** Invoices that fit every given field, by day of issue, then number. */
export const searchInvoices = (
  queryable: Queryable,
  search: InvoiceSearch = {},
): Promise<StoredInvoice[]> => {
  const { sql, parameters } = whereOf([
    ['invoice.issued_on >= ?::date', search.fromDate],
    ['invoice.issued_on <= ?::date', search.toDate],
    ['invoice.total_yen >= ?::int8', search.fromYen],
    ['invoice.total_yen <= ?::int8', search.toYen],
    [PARTY, search.party === undefined ? undefined : containing(search.party)],
    ['invoice.contractor_code = ?', search.contractorCode],
    ['invoice.client_code = ?', search.clientCode],
    ['invoice.contract_id = ?', search.contractId],
    ['invoice.period = ?', search.period],
    ['invoice.invoice_no = ?', search.invoiceNo],
    ['(newer.invoice_no IS NULL OR NOT ?::bool)', search.onlyStanding],
  ]);
  return queryable.query<StoredInvoice>(
    `SELECT invoice.document AS invoice, invoice.settlement_version AS "settlementVersion",
       invoice.recorded_at AS "recordedAt", invoice.recorded_by AS "recordedBy", newer.invoice_no AS "replacedBy"
     FROM invoice LEFT JOIN invoice AS newer ON newer.replaces_no = invoice.invoice_no
     ${sql} ORDER BY invoice.issued_on, invoice.invoice_no`,
    parameters,
  );
};

/** An invoice and those that it replaced, one after the other, among the invoices of its period: it first. */
export const chainOf = (last: StoredInvoice, ofPeriod: readonly StoredInvoice[]): StoredInvoice[] => {
  const before = ofPeriod.find(({ invoice }) => invoice.invoiceNo === last.invoice.replaces?.invoiceNo);
  return [last, ...(before === undefined ? [] : chainOf(before, ofPeriod))];
};

/** From here to the end of the transaction nobody else issues a number of this contractor. */
export const lockInvoicesOf = async (tx: Queryable, contractorCode: string): Promise<void> => {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('invoice ' || $1, 0))`, [contractorCode]);
};

/**
 * Keeps an issued invoice for ever. The database refuses a second first invoice of a settled period, and a second one that
 * replaces the same: take `lockInvoicesOf` before the invoice is made.
 */
export const insertInvoice = async (
  tx: Queryable,
  invoice: Invoice,
  settlement: Pick<SettlementKey, 'version'>,
  { by, at }: Stamp,
): Promise<void> => {
  await tx.query(
    `INSERT INTO invoice (invoice_no, contract_id, period, settlement_version, issued_on, contractor_code, client_code,
       issuer_name, addressee, total_yen, replaces_no, document, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10, $11, $12::jsonb, to_timestamp($13::float8 / 1000), $14)`,
    [
      invoice.invoiceNo,
      invoice.contractId,
      periodOf(invoice),
      settlement.version,
      invoice.issuedOn,
      invoice.issuer.contractorCode,
      invoice.recipient.clientCode,
      invoice.issuer.name,
      invoice.recipient.addressee,
      invoice.totalYen,
      invoice.replaces?.invoiceNo ?? null,
      JSON.stringify(invoice),
      at,
      by,
    ],
  );
};
