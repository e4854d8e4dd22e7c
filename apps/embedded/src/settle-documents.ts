import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { documentsOf } from '#documents';
import { documentSources, type KeptBundle, type PaperParts, type ReleasedPeriod } from '#paperwork';

/** A settlement that is paid, its bundle, and where to write. */
export interface DocumentOrder {
  readonly out: string;
  readonly released: ReleasedPeriod;
  readonly kept: KeptBundle;
}

/**
 * Writes the bundle and every format of a settlement into a folder of its own; returns the files' names. No JP PINT file: it
 * must name the client's address in Peppol, which the register does not have.
 */
export const writeDocuments = async (
  { database }: PaperParts,
  { out, released, kept }: DocumentOrder,
): Promise<string[]> => {
  const folder = path.join(out, encodeURIComponent(released.contractId), released.period);
  await mkdir(folder, { recursive: true });
  const sources = await documentSources(database, released);
  const documents = await documentsOf({ ...sources, buyer: null });
  const files = [{ fileName: 'settlement.zip', bytes: kept.zip }, ...documents];
  for (const { fileName, bytes } of files) await writeFile(path.join(folder, fileName), bytes);
  return files.map(({ fileName }) => fileName);
};
