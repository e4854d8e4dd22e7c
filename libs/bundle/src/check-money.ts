import {
  cancelInvoice,
  evidenceOfLines,
  evidenceOfStandby,
  firstDifference,
  type Invoice,
  type InvoiceResult,
  makeInvoice,
  recomputeSettlement,
  type Settlement,
  type SettlementBundle,
  standingInvoices,
} from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import type { ReadBundle } from './read-bundle.js';

/** Prices the reports again: every second and yen of the settlement, or the first line that differs. */
export const checkSettlement = ({ bundle }: ReadBundle): BundleFault[] => {
  const fault = recomputeSettlement(bundle);
  return fault === null ? [] : [bundleFault('settlement_differs', fault.ja, fault.en)];
};

const moneyOf = ({ contractId, month, lines, taxTotals, netYen, taxYen, totalYen, owners }: Invoice) => ({
  contractId,
  month,
  lines,
  taxTotals,
  netYen,
  taxYen,
  totalYen,
  owners,
});

/** An invoice as it follows from the settlement: asking for its sum, or cancelling another where nothing is left. */
const madeAgain = ({ contract, settlement, invoices }: SettlementBundle, invoice: Invoice): InvoiceResult => {
  const { issuer, recipient, issuedOn, replaces } = invoice;
  const taxPercent = invoice.lines[0]?.taxPercent ?? 0;
  const input = { contract, settlement, issuer, recipient, issuedOn, taxPercent };
  if (settlement.totalYen > 0 || replaces === null) return makeInvoice({ ...input, issued: [] });
  const issued = invoices.filter(({ invoiceNo }) => invoiceNo !== invoice.invoiceNo);
  return cancelInvoice({ ...input, issued }, replaces.invoiceNo, replaces.reason);
};

/** One invoice stands for a settlement that pays something; one at most for any. */
const checkCount = ({ totalYen }: Settlement, standing: readonly Invoice[]): BundleFault[] => {
  const yen = totalYen.toLocaleString('en');
  if (standing.length === 0 && totalYen > 0)
    return [
      bundleFault(
        'invoice_differs',
        `精算額 ${yen} 円の請求書がありません。`,
        `There is no invoice for the ${yen} yen of the settlement.`,
      ),
    ];
  if (standing.length <= 1) return [];
  const numbers = standing.map(({ invoiceNo }) => invoiceNo).join(', ');
  return [
    bundleFault(
      'invoice_differs',
      `一つの精算に請求書が ${standing.length} 通あります(${numbers})。`,
      `${standing.length} invoices stand for one settlement (${numbers}).`,
    ),
  ];
};

/** Makes the standing invoice of the settlement again and compares what it asks for. */
export const checkInvoices = ({ bundle }: ReadBundle): BundleFault[] => {
  const standing = standingInvoices(bundle.invoices);
  const miscounted = checkCount(bundle.settlement, standing);
  if (miscounted.length > 0) return miscounted;
  return standing.flatMap((invoice) => {
    const made = madeAgain(bundle, invoice);
    if (made.invoice === null) return [bundleFault('invoice_differs', made.faults[0].ja, made.faults[0].en)];
    const difference = firstDifference(moneyOf(invoice), moneyOf(made.invoice));
    if (difference === null) return [];
    const { path, settled, recomputed } = difference;
    const words = [JSON.stringify(settled), JSON.stringify(recomputed)];
    return [
      bundleFault(
        'invoice_differs',
        `請求書 ${invoice.invoiceNo} の ${path} は ${words[0]}、再計算では ${words[1]} です。`,
        `Invoice ${invoice.invoiceNo}: ${path} is ${words[0]}, and ${words[1]} recomputed.`,
      ),
    ];
  });
};

/** Does each line still point to the spans, passes and chains that it rests on? */
export const checkEvidence = ({ bundle }: ReadBundle): BundleFault[] => {
  const { settlement, reports, chains } = bundle;
  return [
    ...checkPointers('', bundle.evidence, evidenceOfLines(settlement, reports, chains)),
    ...checkPointers('S', bundle.standbyEvidence, evidenceOfStandby(settlement, bundle)),
  ];
};

/** Standby lines are called S1, S2, … */
const checkPointers = (
  mark: string,
  evidence: readonly object[],
  again: readonly object[],
): BundleFault[] => {
  const difference = firstDifference(evidence, again);
  if (difference === null) return [];
  const at = /^\[(\d+)\]/.exec(difference.path)?.[1];
  const lineNo = at === undefined ? '?' : `${mark}${Number(at) + 1}`;
  return [
    bundleFault(
      'evidence_differs',
      `明細 ${lineNo} の根拠(${difference.path})が日報・測位の連鎖と合いません。`,
      `Line ${lineNo}: its evidence (${difference.path}) is not what reports and chains have.`,
    ),
  ];
};
