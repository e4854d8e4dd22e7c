import {
  type Contract,
  cancelInvoice,
  type Fault,
  type Invoice,
  type InvoiceFault,
  type InvoiceInput,
  type InvoiceResult,
  localDateOf,
  makeInvoice,
  reissueInvoice,
  standingInvoices,
} from '#domain';
import {
  findContract,
  findIssuer,
  findRecipient,
  insertInvoice,
  lockInvoicesOf,
  lockSettlementsOf,
  periodOf,
  type Queryable,
  type Stamp,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { faultOf, PaperRefusal } from './paper-fault.js';
import { type PaperParts, TAX_PERCENT } from './paper-parts.js';
import { readSettlement } from './settling.js';

const partyMissing = (side: 'issuer' | 'recipient', code: string): Fault =>
  side === 'issuer'
    ? faultOf(
        'issuer_missing',
        `受注者「${code}」の請求者情報(住所・登録番号・口座)がありません。contracts の issuers.json に加えて npm run load してください。`,
        `Contractor "${code}" has no invoice data (address, registration number, account): add it to issuers.json and npm run load.`,
      )
    : faultOf(
        'recipient_missing',
        `発注者「${code}」の宛名がありません。recipients.json に加えて npm run load してください。`,
        `Client "${code}" has no addressee: add it to recipients.json and npm run load.`,
      );

const invoiceInput = async (
  tx: Queryable,
  contract: Contract,
  { settlement }: StoredSettlement,
  at: number,
): Promise<InvoiceInput> => {
  const { contractorCode, clientCode } = contract;
  const issuer = await findIssuer(tx, contractorCode);
  const recipient = await findRecipient(tx, clientCode);
  if (issuer === undefined) throw new PaperRefusal([partyMissing('issuer', contractorCode)]);
  if (recipient === undefined) throw new PaperRefusal([partyMissing('recipient', clientCode)]);
  await lockInvoicesOf(tx, contractorCode);
  const issued = (await searchInvoices(tx, { contractorCode })).map(({ invoice }) => invoice);
  const issuedOn = localDateOf(at);
  return { contract, settlement, issuer, recipient, issuedOn, taxPercent: TAX_PERCENT, issued };
};

/** Nothing to pay, or money that goes back: the settlement stands without an invoice. */
const NO_INVOICE: readonly InvoiceFault[] = ['invoice_nothing', 'invoice_negative'];

/** The first invoice of a period, or one in the place of that which stands; where nothing is left to ask for, it cancels it. */
const madeFor = (input: InvoiceInput, version: number): InvoiceResult => {
  const { contract, settlement, issued } = input;
  const standing = standingInvoices(issued).find(
    ({ contractId, month }) => contractId === contract.id && month === settlement.month,
  );
  const reason = `精算 第 ${version} 版による再発行 / settled again, version ${version}`;
  if (standing === undefined) return makeInvoice(input);
  if (settlement.totalYen > 0) return reissueInvoice(input, standing.invoiceNo, reason);
  const isCancelled = standing.totalYen === 0;
  return isCancelled
    ? makeInvoice({ ...input, issued: [] })
    : cancelInvoice(input, standing.invoiceNo, reason);
};

/** Issues the invoice of a settlement that is released; none where nothing is to be paid. @throws PaperRefusal */
export const issueInvoice = async (
  tx: Queryable,
  contract: Contract,
  stored: StoredSettlement,
  stamp: Stamp,
): Promise<{ invoice: Invoice | null; notes: readonly Fault[] }> => {
  const input = await invoiceInput(tx, contract, stored, stamp.at);
  const made = madeFor(input, stored.version);
  if (made.invoice !== null) {
    await insertInvoice(tx, made.invoice, stored, stamp);
    return { invoice: made.invoice, notes: made.warnings };
  }
  if (!made.faults.every(({ code }) => NO_INVOICE.includes(code))) throw new PaperRefusal(made.faults);
  return { invoice: null, notes: made.faults };
};

const unknownInvoice = (invoiceNo: string): Fault =>
  faultOf(
    'invoice_unknown',
    `請求書「${invoiceNo}」はありません。番号を確かめてください。`,
    `There is no invoice "${invoiceNo}": check the number.`,
  );

/** Issues another invoice in the place of one, by what its parties' data say now, and why. @throws PaperRefusal */
export const reissueInvoiceOf = (
  { database }: PaperParts,
  { invoiceNo, reason }: { readonly invoiceNo: string; readonly reason: string },
  stamp: Stamp,
): Promise<Invoice> =>
  database.transaction(async (tx) => {
    const [old] = await searchInvoices(tx, { invoiceNo });
    if (old === undefined) throw new PaperRefusal([unknownInvoice(invoiceNo)]);
    const { contractId, month } = old.invoice;
    await lockSettlementsOf(tx, contractId);
    const key = { contractId, period: periodOf({ month }), version: old.settlementVersion };
    const stored = await readSettlement(tx, key);
    const contract = await findContract(tx, contractId, stored.settlement.contractVersion);
    const input = await invoiceInput(tx, contract!, stored, stamp.at);
    const made = reissueInvoice(input, invoiceNo, reason);
    if (made.invoice === null) throw new PaperRefusal(made.faults);
    await insertInvoice(tx, made.invoice, stored, stamp);
    return made.invoice;
  });
