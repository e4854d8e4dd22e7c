import { fiscalYearOf, type LocalDate } from '../calendar/local-date.js';

/** `C01-2026-0007`: contractor, fiscal year of issue, serial. */
const FORM = /^(.+)-(\d{4})-(\d{4,})$/;

/** Numbers run from 1 in each contractor's fiscal year without a gap, so that a missing invoice is seen. */
export const nextInvoiceNo = (
  contractorCode: string,
  issuedOn: LocalDate,
  issued: readonly { readonly invoiceNo: string }[],
): string => {
  const prefix = `${contractorCode}-${fiscalYearOf(issuedOn)}-`;
  const serials = issued
    .filter(({ invoiceNo }) => invoiceNo.startsWith(prefix) && FORM.test(invoiceNo))
    .map(({ invoiceNo }) => Number(invoiceNo.slice(prefix.length)));
  const serial = serials.reduce((most, each) => Math.max(most, each), 0) + 1;
  return `${prefix}${String(serial).padStart(4, '0')}`;
};

/** Whose papers they are: the contractor's that issues, or the client's that receives, whose auditors read with it. */
export type InvoiceSide = 'issuer' | 'recipient';

interface DatedInvoice {
  readonly issuedOn: LocalDate;
  readonly issuer: { readonly name: string };
  readonly recipient: { readonly addressee: string };
  readonly totalYen: number;
}

/** 取引先: to each side the other one. */
export const otherParty = (
  { issuer, recipient }: Pick<DatedInvoice, 'issuer' | 'recipient'>,
  side: InvoiceSide,
): string => (side === 'issuer' ? recipient.addressee : issuer.name);

/** 電子帳簿保存法: `YYYYMMDD_取引先_金額.pdf`, the name by which copies are found (domain.md §2.7). */
export const invoiceFileName = (invoice: DatedInvoice, side: InvoiceSide): string => {
  const party = [...otherParty(invoice, side).replace(/[\\/:*?"<>|\s\p{C}]/gu, '')].slice(0, 40).join('');
  return `${invoice.issuedOn.replaceAll('-', '')}_${party}_${invoice.totalYen}.pdf`;
};
