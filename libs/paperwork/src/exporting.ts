import { zipFiles } from '#bundle';
import { archiveInvoices, documentsOf, type WrittenDocuments } from '#documents';
import { accountSettingsOf, type Fault, type InvoiceSide, sellerEndpoint } from '#domain';
import { findIssuer, findRecipient, type StoredInvoice, type StoredSettlement, searchInvoices } from '#store';
import { keepBundle } from './bundle-keeping.js';
import { type BundlePlace, issuedInvoice } from './issued-invoice.js';
import type { PaperParts } from './paper-parts.js';
import { documentSources } from './settled-documents.js';

/** For whom papers are written, and with which bundles. */
export interface PaperOrder {
  readonly side: InvoiceSide;
  readonly place: BundlePlace;
}

/** The invoice that stands for a settlement; null where nothing is to be paid, and before the release. */
const standingInvoice = async (
  parts: PaperParts,
  { contractId, period, version }: StoredSettlement,
  place: BundlePlace,
) => {
  const standing = await searchInvoices(parts.database, { contractId, period, onlyStanding: true });
  const own = standing.find(({ settlementVersion }) => settlementVersion === version);
  return own === undefined ? null : issuedInvoice(parts, own, place);
};

/** The bundle among a settlement's files. */
const BUNDLE_FILE = 'settlement.zip';

/** Every format of one settlement, its bundle too once it is released; Peppol addresses and accounts are those loaded now. */
export const settlementFiles = async (
  parts: PaperParts,
  stored: StoredSettlement,
  { side, place }: PaperOrder,
): Promise<WrittenDocuments> => {
  const { database } = parts;
  // First, since it may write the bundle whose root hash all of them print.
  const invoice = await standingInvoice(parts, stored, place);
  const { reports, settlement } = await documentSources(database, stored);
  const issuer = await findIssuer(database, settlement.contract.contractorCode);
  const recipient = await findRecipient(database, settlement.contract.clientCode);
  const { files, notes } = await documentsOf({
    reports,
    settlement,
    invoice,
    side,
    buyer: recipient?.peppol ?? null,
    seller: issuer === undefined ? null : sellerEndpoint(issuer),
    accounts: accountSettingsOf(issuer?.accounts),
  });
  if (stored.releasedAt === null) return { files, notes };
  const { zip } = await keepBundle(parts, stored, place);
  return { files: [{ fileName: BUNDLE_FILE, bytes: zip }, ...files], notes };
};

const NOTES_FILE = '注記.txt';
const notesText = (notes: readonly Fault[]): Uint8Array =>
  new TextEncoder().encode(`\uFEFF${notes.map(({ ja, en }) => `${ja}\r\n${en}\r\n`).join('\r\n')}`);

/** Every format of one settlement in one zip, with a note of what is not in it. */
export const exportSettlement = async (
  parts: PaperParts,
  stored: StoredSettlement,
  order: PaperOrder,
): Promise<Uint8Array> => {
  const { files, notes } = await settlementFiles(parts, stored, order);
  const named = new Map(files.map(({ fileName, bytes }) => [fileName, bytes]));
  if (notes.length > 0) named.set(NOTES_FILE, notesText(notes));
  return zipFiles(named);
};

/** 電子帳簿保存法: invoices, as a search found them, as a zip with an index. */
export const exportArchive = async (
  parts: PaperParts,
  invoices: readonly StoredInvoice[],
  { side, place }: PaperOrder,
): Promise<Uint8Array> => {
  const archived = [];
  for (const stored of invoices) {
    const { invoice, pdf } = await issuedInvoice(parts, stored, place);
    archived.push({ invoice, pdf, replacedBy: stored.replacedBy });
  }
  return archiveInvoices(archived, side);
};
