import { zipFiles } from '#bundle';
import { archivePeriod, documentsOf, type IssuedInvoice, printInvoice } from '#documents';
import type { LocalDate } from '#domain';
import { findSettlement, type Queryable, type StoredInvoice, type StoredSettlement } from '#store';
import { documentSources } from './settled-documents.js';

/** Every format of one settlement in one zip. */
export const exportSettlement = async (
  queryable: Queryable,
  stored: StoredSettlement,
): Promise<Uint8Array> => {
  const sources = await documentSources(queryable, stored);
  const files = await documentsOf({ ...sources, buyer: null });
  return zipFiles(new Map(files.map(({ fileName, bytes }) => [fileName, bytes])));
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
