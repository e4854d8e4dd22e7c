import { type IssuedInvoice, printInvoice } from '#documents';
import { DEFAULT_PAYMENT_TERMS } from '#domain';
import {
  chainOf,
  findContract,
  findInvoicePdf,
  findSettlement,
  holdsInvoices,
  type InvoicePdf,
  keepInvoicePdf,
  listBundles,
  periodOf,
  type Stamp,
  type StoredInvoice,
  searchInvoices,
} from '#store';
import { keepBundle } from './bundle-keeping.js';
import type { PaperParts } from './paper-parts.js';

/** Where bundles lie, and who asks when. */
export interface BundlePlace {
  readonly folder: string;
  readonly stamp: Stamp;
}

/** Root hash of the first bundle that the invoice is in; null for one whose settlement was made again without ever having one. */
const rootHashOf = async (
  parts: PaperParts,
  stored: StoredInvoice,
  place: BundlePlace,
): Promise<string | null> => {
  const { invoice, settlementVersion } = stored;
  const period = { contractId: invoice.contractId, period: periodOf(invoice) };
  const bundles = await listBundles(parts.database, period);
  const chain = chainOf(stored, await searchInvoices(parts.database, period));
  const holding = bundles.findLast(
    (bundle) => bundle.version === settlementVersion && holdsInvoices(bundle, chain),
  );
  if (holding !== undefined) return holding.rootHash;
  const newest = await findSettlement(parts.database, period);
  if (newest?.version !== settlementVersion) return null;
  return (await keepBundle(parts, newest, place)).rootHash;
};

const printed = async (
  parts: PaperParts,
  stored: StoredInvoice,
  { terms, place }: { readonly terms: IssuedInvoice['terms']; readonly place: BundlePlace },
): Promise<InvoicePdf> => {
  const { invoice } = stored;
  const rootHash = await rootHashOf(parts, stored, place);
  const content = Buffer.from(await printInvoice({ invoice, rootHash, terms }));
  return keepInvoicePdf(parts.database, { invoiceNo: invoice.invoiceNo, rootHash, content }, place.stamp);
};

/**
 * An invoice with its file. Printed when it is asked for first, with the root hash of its settlement's bundle, which is written
 * for that where it is not there yet; from then on the same bytes, whatever becomes of program and bundles.
 */
export const issuedInvoice = async (
  parts: PaperParts,
  stored: StoredInvoice,
  place: BundlePlace,
): Promise<IssuedInvoice> => {
  const { invoice, settlementVersion: version } = stored;
  const { database } = parts;
  const key = { contractId: invoice.contractId, period: periodOf(invoice), version };
  const { settlement } = (await findSettlement(database, key))!;
  const contract = (await findContract(database, settlement.contractId, settlement.contractVersion))!;
  const terms = contract.payment ?? DEFAULT_PAYMENT_TERMS;
  const known = await findInvoicePdf(database, invoice.invoiceNo);
  const { rootHash, content } = known ?? (await printed(parts, stored, { terms, place }));
  return { invoice, rootHash, terms, pdf: content };
};
