import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printInvoice, printReport, printSettlement } from '#documents';
import { invoiceFileName, KOMATSU_INVOICE } from '#domain';
import { documentSources, type KeptBundle, type PaperParts, type ReleasedPeriod } from '#paperwork';

/** A settlement that is paid, its bundle, and where to write. */
export interface DocumentOrder {
  readonly out: string;
  readonly released: ReleasedPeriod;
  readonly kept: KeptBundle;
}

/** Writes the bundle and the documents of a settlement into a folder of its own; returns their names. */
export const writeDocuments = async (
  { database }: PaperParts,
  { out, released, kept }: DocumentOrder,
): Promise<string[]> => {
  const folder = path.join(out, encodeURIComponent(released.contractId), released.period);
  await mkdir(folder, { recursive: true });
  const { reports, settlement, invoice } = await documentSources(database, released);
  const files = [{ fileName: 'settlement.zip', bytes: kept.zip }];
  const add = (fileName: string, bytes: Uint8Array): void => void files.push({ fileName, bytes });
  for (const document of reports)
    add(`日報_${encodeURIComponent(document.report.reportNo)}.pdf`, await printReport(document));
  add('精算書.pdf', await printSettlement(settlement));
  if (invoice !== null) add(invoiceFileName(invoice.invoice), await printInvoice(invoice, KOMATSU_INVOICE));
  for (const { fileName, bytes } of files) await writeFile(path.join(folder, fileName), bytes);
  return files.map(({ fileName }) => fileName);
};
