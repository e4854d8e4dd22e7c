import { zipFiles } from '#bundle';
import {
  archivePeriod,
  documentsOf,
  type IssuedInvoice,
  printInvoice,
  type WrittenDocuments,
} from '#documents';
import { type Fault, type LocalDate, sellerEndpoint } from '#domain';
import {
  findIssuer,
  findRecipient,
  findSettlement,
  type Queryable,
  type StoredInvoice,
  type StoredSettlement,
} from '#store';
import { documentSources } from './settled-documents.js';

/** Every format of one settlement. Where its parties are reached in Peppol goes by what is loaded now. */
export const settlementFiles = async (
  queryable: Queryable,
  stored: StoredSettlement,
): Promise<WrittenDocuments> => {
  const sources = await documentSources(queryable, stored);
  const { contractorCode, clientCode } = sources.settlement.contract;
  const issuer = await findIssuer(queryable, contractorCode);
  const recipient = await findRecipient(queryable, clientCode);
  return documentsOf({
    ...sources,
    buyer: recipient?.peppol ?? null,
    seller: issuer === undefined ? null : sellerEndpoint(issuer),
  });
};

const NOTES_FILE = '注記.txt';
const notesText = (notes: readonly Fault[]): Uint8Array =>
  new TextEncoder().encode(`\uFEFF${notes.map(({ ja, en }) => `${ja}\r\n${en}\r\n`).join('\r\n')}`);

/** Every format of one settlement in one zip, with a note of what is not in it. */
export const exportSettlement = async (
  queryable: Queryable,
  stored: StoredSettlement,
): Promise<Uint8Array> => {
  const { files, notes } = await settlementFiles(queryable, stored);
  const named = new Map(files.map(({ fileName, bytes }) => [fileName, bytes]));
  if (notes.length > 0) named.set(NOTES_FILE, notesText(notes));
  return zipFiles(named);
};

/** The PDF of an invoice as it was issued. */
export const exportInvoice = async (
  queryable: Queryable,
  { invoice, settlementVersion: version }: StoredInvoice,
): Promise<Uint8Array> => {
  const { contractId, month } = invoice;
  const stored = await findSettlement(queryable, { contractId, period: month ?? 'season', version });
  const { settlement, invoice: standing } = await documentSources(queryable, stored!);
  const { rootHash } = settlement;
  return printInvoice({ invoice, rootHash, deadlines: standing?.deadlines ?? null });
};

/** 電子帳簿保存法: the invoices of a period as a zip with an index. */
export const exportArchive = async (
  queryable: Queryable,
  invoices: readonly StoredInvoice[],
  { fromDate, toDate }: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
): Promise<Uint8Array> => {
  const issued: IssuedInvoice[] = [];
  for (const each of invoices)
    issued.push({ invoice: each.invoice, pdf: await exportInvoice(queryable, each) });
  return archivePeriod(issued, fromDate, toDate);
};
