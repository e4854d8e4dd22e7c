import {
  advanceReport,
  type Contract,
  type Fault,
  type Invoice,
  type InvoiceFault,
  type InvoiceInput,
  localDateOf,
  makeInvoice,
  paymentFaults,
  type ReportStanding,
  reissueInvoice,
  standingInvoices,
} from '#domain';
import {
  findContract,
  findIssuer,
  findRecipient,
  insertInvoice,
  insertStandingSteps,
  listReportStandings,
  listSettlements,
  lockInvoicesOf,
  lockSettlementsOf,
  periodOf,
  type Queryable,
  releaseSettlement,
  type SettlementKey,
  type Stamp,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { auditsAbout } from './auditing.js';
import { faultOf, PaperRefusal, takenMeanwhile } from './paper-fault.js';
import { type PaperParts, TAX_PERCENT } from './paper-parts.js';
import { readSettlement } from './settling.js';

/** A settlement released for payment, with its invoice; null where nothing is to be paid, or money goes back. */
export interface ReleasedPeriod extends StoredSettlement {
  readonly invoice: Invoice | null;
  /** Why there is no invoice, and what is odd about the one that there is. */
  readonly notes: readonly Fault[];
}

const checkNewest = async (tx: Queryable, key: SettlementKey): Promise<void> => {
  const [newest] = await listSettlements(tx, { contractIds: [key.contractId], period: key.period });
  if (newest?.version === key.version) return;
  throw new PaperRefusal([
    faultOf(
      'settlement_outdated',
      `契約「${key.contractId}」の ${key.period} は精算し直されています(第 ${newest?.version} 版)。最新の版を確かめてください。`,
      `Contract "${key.contractId}" was settled again for ${key.period} (version ${newest?.version}): look at the newest version.`,
    ),
  ]);
};

/** Every report of the settlement, settled: as it was priced, and approved until now. */
const settledReports = async (
  tx: Queryable,
  { settlement }: StoredSettlement,
  { by, at }: Stamp,
): Promise<ReportStanding[]> => {
  const revisions = new Map(settlement.reports.map(({ reportNo, revision }) => [reportNo, revision]));
  const reports = await listReportStandings(tx, { reportNos: [...revisions.keys()] });
  const revised = reports.filter(({ reportNo, revision }) => revision !== revisions.get(reportNo));
  if (revised.length > 0) throw new PaperRefusal([takenMeanwhile(revised.map(({ reportNo }) => reportNo))]);
  return reports
    .filter(({ state }) => state !== 'settled')
    .map((report) => {
      const actor = { by, role: 'system' as const, at, seenSteps: report.history.length };
      const next = advanceReport(report, { action: 'settle' }, actor);
      if (next.report === null) throw new PaperRefusal([next.fault]);
      return next.report;
    });
};

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

/** The invoice of a settlement: the first one, or one that replaces that of an earlier version. */
const issue = async (
  tx: Queryable,
  stored: StoredSettlement,
  input: InvoiceInput,
  stamp: Stamp,
): Promise<{ invoice: Invoice | null; notes: readonly Fault[] }> => {
  const standing = standingInvoices(input.issued).find(
    ({ contractId, month }) => contractId === input.contract.id && month === input.settlement.month,
  );
  const reason = `精算 第 ${stored.version} 版による再発行 / settled again, version ${stored.version}`;
  const made =
    standing === undefined ? makeInvoice(input) : reissueInvoice(input, standing.invoiceNo, reason);
  if (made.invoice !== null) {
    await insertInvoice(tx, made.invoice, stored, stamp);
    return { invoice: made.invoice, notes: made.warnings };
  }
  const isNone = standing === undefined && made.faults.every(({ code }) => NO_INVOICE.includes(code));
  if (!isNone) throw new PaperRefusal(made.faults);
  return { invoice: null, notes: made.faults };
};

const alreadyReleased = async (tx: Queryable, stored: StoredSettlement): Promise<ReleasedPeriod> => {
  const { contractId, period, version } = stored;
  const invoices = await searchInvoices(tx, { contractId, period, onlyStanding: true });
  const own = invoices.find(({ settlementVersion }) => settlementVersion === version);
  return { ...stored, invoice: own?.invoice ?? null, notes: [] };
};

/**
 * Releases the newest version of a settlement for payment where no audit is open: its reports become settled and its invoice
 * is issued, all at once. One that is released already is returned as it is. @throws PaperRefusal; then nothing was stored
 */
export const releaseSettlementOf = async (
  { database }: PaperParts,
  key: SettlementKey,
  stamp: Stamp,
): Promise<ReleasedPeriod> =>
  database.transaction(async (tx) => {
    await lockSettlementsOf(tx, key.contractId);
    await checkNewest(tx, key);
    const stored = await readSettlement(tx, key);
    if (stored.releasedAt !== null) return alreadyReleased(tx, stored);
    const reportNos = stored.settlement.reports.map(({ reportNo }) => reportNo);
    const contract = (await findContract(tx, key.contractId, stored.settlement.contractVersion))!;
    const { findings, decisions } = await auditsAbout(tx, reportNos, contract.clientCode);
    const faults = paymentFaults(stored.settlement, findings, decisions);
    if (faults.length > 0) throw new PaperRefusal(faults);
    const taken = await insertStandingSteps(tx, await settledReports(tx, stored, stamp), stamp.at);
    if (taken.length > 0) throw new PaperRefusal([takenMeanwhile(taken)]);
    const input = await invoiceInput(tx, contract, stored, stamp.at);
    const issued = await issue(tx, stored, input, stamp);
    await releaseSettlement(tx, key, stamp);
    return { ...stored, releasedAt: stamp.at, ...issued };
  });

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
