import {
  evidenceOfLines,
  evidenceOfStandby,
  firstDifference,
  type Invoice,
  makeInvoice,
  recomputeSettlement,
  standingInvoices,
} from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import type { ReadBundle } from './read-bundle.js';

/** Prices the reports again: every second and yen of the settlement, or the first line that differs. */
export const checkSettlement = ({ bundle }: ReadBundle): BundleFault[] => {
  const fault = recomputeSettlement(bundle);
  return fault === null ? [] : [bundleFault('settlement_differs', fault.ja, fault.en)];
};

const moneyOf = ({ lines, taxTotals, netYen, taxYen, totalYen, owners }: Invoice) => ({
  lines,
  taxTotals,
  netYen,
  taxYen,
  totalYen,
  owners,
});

/** Makes the standing invoice of the settlement again and compares what it asks for. */
export const checkInvoices = ({ bundle }: ReadBundle): BundleFault[] => {
  const { contract, settlement, invoices } = bundle;
  return standingInvoices(invoices).flatMap((invoice) => {
    const { issuer, recipient, issuedOn } = invoice;
    const taxPercent = invoice.lines[0]?.taxPercent ?? 0;
    const made = makeInvoice({ contract, settlement, issuer, recipient, issuedOn, taxPercent, issued: [] });
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
