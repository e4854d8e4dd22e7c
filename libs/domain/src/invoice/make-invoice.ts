import type { LocalDate } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import { periodDates } from '../contract/period-dates.js';
import type { Fault } from '../fault.js';
import type { Settlement } from '../settlement/settlement.js';
import type { Invoice, InvoiceIssuer, InvoiceLine, InvoiceRecipient } from './invoice.js';
import { invoiceLines } from './invoice-lines.js';
import { nextInvoiceNo } from './invoice-number.js';
import type { InvoiceItem } from './invoice-templates.js';
import { checkItems } from './missing-items.js';
import { checkRegistrationNo, type RegistrationFault } from './registration-number.js';
import { taxTotals } from './tax-totals.js';

export type InvoiceFault =
  | RegistrationFault
  | InvoiceItem
  | 'invoice_nothing'
  | 'invoice_negative'
  | 'invoice_other_party'
  | 'invoice_exists'
  | 'invoice_unknown'
  | 'invoice_replaced'
  | 'invoice_backdated'
  | 'invoice_no_reason'
  | 'invoice_cancelled';

/** What an invoice is made from. */
export interface InvoiceInput {
  readonly contract: Contract;
  /** Of that contract; payment must have been released (`paymentFaults`). */
  readonly settlement: Settlement;
  readonly issuer: InvoiceIssuer;
  readonly recipient: InvoiceRecipient;
  readonly issuedOn: LocalDate;
  readonly taxPercent: number;
  /** Every invoice that the contractor ever issued. */
  readonly issued: readonly Invoice[];
}

export type InvoiceResult =
  | {
      readonly invoice: Invoice;
      readonly faults: readonly [];
      readonly warnings: readonly Fault<InvoiceFault>[];
    }
  | {
      readonly invoice: null;
      readonly faults: readonly Fault<InvoiceFault>[];
      readonly warnings: readonly [];
    };

const faultOf = (code: InvoiceFault, ja: string, en: string): Fault<InvoiceFault> => ({ code, ja, en });

const isReplaced = ({ invoiceNo }: Invoice, issued: readonly Invoice[]): boolean =>
  issued.some(({ replaces }) => replaces?.invoiceNo === invoiceNo);

/** The invoices that stand: those that no other replaces. */
export const standingInvoices = (issued: readonly Invoice[]): Invoice[] =>
  issued.filter((invoice) => !isReplaced(invoice, issued));

const checkAmount = ({ totalYen }: Settlement): Fault<InvoiceFault>[] => {
  if (totalYen > 0) return [];
  if (totalYen === 0)
    return [
      faultOf(
        'invoice_nothing',
        '精算額が 0 円のため、請求書は不要です。',
        'The settlement comes to 0 yen: no invoice is needed.',
      ),
    ];
  const backYen = (-totalYen).toLocaleString('en');
  return [
    faultOf(
      'invoice_negative',
      `精算額が ${backYen} 円の返還となるため、請求書は作れません。返還の手続きをしてください。`,
      `The contractor owes ${backYen} yen, so there is no invoice: arrange the repayment.`,
    ),
  ];
};

const checkParties = ({ contract, settlement, issuer, recipient }: InvoiceInput): Fault<InvoiceFault>[] =>
  settlement.contractId === contract.id &&
  issuer.contractorCode === contract.contractorCode &&
  recipient.clientCode === contract.clientCode
    ? []
    : [
        faultOf(
          'invoice_other_party',
          `契約「${contract.id}」の受注者・発注者・精算と、請求書の請求者・宛先が合いません。選び直してください。`,
          `Issuer, recipient or settlement is not that of contract "${contract.id}": choose them again.`,
        ),
      ];

const assemble = (
  input: InvoiceInput,
  replaces: Invoice['replaces'],
  lines: readonly InvoiceLine[],
): Invoice => {
  const { contract, settlement, recipient, issuedOn, issued } = input;
  const { accounts: _, ...issuer } = input.issuer;
  const totals = taxTotals(lines, contract.taxRounding);
  const netYen = totals.reduce((sum, each) => sum + each.netYen, 0);
  const taxYen = totals.reduce((sum, each) => sum + each.taxYen, 0);
  return {
    invoiceNo: nextInvoiceNo(contract.contractorCode, issuedOn, issued),
    title: '請求書',
    isQualified: issuer.registrationNo !== null,
    issuedOn,
    issuer,
    recipient,
    contractId: contract.id,
    contractTitle: contract.title,
    ...periodDates(contract, settlement.month),
    month: settlement.month,
    lines,
    taxTotals: totals,
    netYen,
    taxYen,
    totalYen: netYen + taxYen,
    owners: settlement.owners,
    replaces,
  };
};

const checkNumber = ({ issuer: { registrationNo, isCorporation } }: InvoiceInput) =>
  registrationNo === null ? { faults: [], warnings: [] } : checkRegistrationNo(registrationNo, isCorporation);

const resultOf = (
  input: InvoiceInput,
  replaces: Invoice['replaces'],
  refused: readonly Fault<InvoiceFault>[],
): InvoiceResult => {
  const number = checkNumber(input);
  const faults = [...refused, ...checkParties(input), ...checkAmount(input.settlement), ...number.faults];
  if (faults.length > 0) return { invoice: null, faults, warnings: [] };
  const lines = invoiceLines(input.contract, input.settlement, input.taxPercent);
  const invoice = assemble(input, replaces, lines);
  const items = checkItems(invoice);
  if (items.faults.length > 0) return { invoice: null, faults: items.faults, warnings: [] };
  return { invoice, faults: [], warnings: [...number.warnings, ...items.warnings] };
};

/** Makes the invoice of a settlement, once; another for the same settlement must replace the first (`reissueInvoice`). */
export const makeInvoice = (input: InvoiceInput): InvoiceResult => {
  const { settlement, issued } = input;
  const standing = standingInvoices(issued).find(
    (invoice) => invoice.contractId === settlement.contractId && invoice.month === settlement.month,
  );
  if (standing === undefined) return resultOf(input, null, []);
  return resultOf(input, null, [
    faultOf(
      'invoice_exists',
      `この精算の請求書は発行済みです(${standing.invoiceNo})。訂正する場合は再発行してください。`,
      `This settlement has invoice ${standing.invoiceNo} already: to correct it, reissue it.`,
    ),
  ]);
};

/** May an invoice be replaced by one of this settlement, for this reason? */
const checkReplaced = (
  { contract, settlement, issued, issuedOn }: InvoiceInput,
  { invoiceNo, reason }: NonNullable<Invoice['replaces']>,
): Fault<InvoiceFault>[] => {
  const original = issued.find((invoice) => invoice.invoiceNo === invoiceNo);
  const refused: Fault<InvoiceFault>[] = [];
  if (original === undefined || original.contractId !== contract.id || original.month !== settlement.month)
    refused.push(
      faultOf(
        'invoice_unknown',
        `請求書「${invoiceNo}」はこの精算のものではありません。番号を確かめてください。`,
        `Invoice "${invoiceNo}" is not of this settlement: check the number.`,
      ),
    );
  else if (isReplaced(original, issued))
    refused.push(
      faultOf(
        'invoice_replaced',
        `請求書「${invoiceNo}」はすでに再発行されています。最新の請求書を訂正してください。`,
        `Invoice "${invoiceNo}" has been replaced already: correct the newest one.`,
      ),
    );
  else if (issuedOn < original.issuedOn)
    refused.push(
      faultOf(
        'invoice_backdated',
        `請求書「${invoiceNo}」の発行日 ${original.issuedOn} より前の日付では再発行できません。サーバーの時計を確かめてください。`,
        `Invoice "${invoiceNo}" was issued on ${original.issuedOn}: nothing replaces it at an earlier date. Check the server's clock.`,
      ),
    );
  if (reason.trim() === '')
    refused.push(
      faultOf(
        'invoice_no_reason',
        '再発行には理由が必要です。理由を書いてください。',
        'A reissue needs a reason: write one.',
      ),
    );
  return refused;
};

/** Cancels an invoice by issuing another, under a new number, that names it and the reason (no correction: domain.md §2.5). */
export const reissueInvoice = (input: InvoiceInput, invoiceNo: string, reason: string): InvoiceResult => {
  const replaces = { invoiceNo, reason };
  return resultOf(input, replaces, checkReplaced(input, replaces));
};

const cancelled = (invoiceNo: string): Fault<InvoiceFault> =>
  faultOf(
    'invoice_cancelled',
    `精算し直した結果、請求額がなくなったため、請求書「${invoiceNo}」を 0 円の請求書で取り消しました。支払い済みであれば返還の手続きをしてください。`,
    `Settled again, nothing is left to invoice: "${invoiceNo}" is cancelled by an invoice of 0 yen. Arrange the repayment of what was paid.`,
  );

/**
 * Cancels the invoice of a settlement that, made again, comes to nothing or below: by another of 0 yen that replaces it, since
 * an invoice is cancelled in no other way (domain.md §2.5). Its warnings say so.
 */
export const cancelInvoice = (input: InvoiceInput, invoiceNo: string, reason: string): InvoiceResult => {
  const replaces = { invoiceNo, reason };
  const number = checkNumber(input);
  const faults = [...checkReplaced(input, replaces), ...checkParties(input), ...number.faults];
  if (faults.length > 0) return { invoice: null, faults, warnings: [] };
  const nothing = { seconds: null, yenPerHour: null, amountYen: 0, taxPercent: input.taxPercent };
  const invoice = assemble(input, replaces, [{ description: `請求書 ${invoiceNo} の取消し`, ...nothing }]);
  const owners = invoice.owners.map(({ ownerCode }) => ({
    ownerCode,
    workYen: 0,
    standbyYen: 0,
    totalYen: 0,
  }));
  return {
    invoice: { ...invoice, owners },
    faults: [],
    warnings: [...number.warnings, cancelled(invoiceNo)],
  };
};
