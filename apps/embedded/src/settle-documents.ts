import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '#domain';
import { type BundlePlace, type PaperParts, type ReleasedPeriod, settlementFiles } from '#paperwork';

/** A settlement that is paid, and where to write. */
export interface DocumentOrder {
  readonly out: string;
  readonly place: BundlePlace;
  readonly released: ReleasedPeriod;
}

/** What was written, and what was not and why. */
export interface DocumentsWritten {
  readonly files: readonly string[];
  readonly notes: readonly Fault[];
}

/** Writes the bundle and every format of a settlement, for the client, into a folder of its own. */
export const writeDocuments = async (
  parts: PaperParts,
  { out, place, released }: DocumentOrder,
): Promise<DocumentsWritten> => {
  const folder = path.join(out, encodeURIComponent(released.contractId), released.period);
  await mkdir(folder, { recursive: true });
  const { files, notes } = await settlementFiles(parts, released, { side: 'recipient', place });
  for (const { fileName, bytes } of files) await writeFile(path.join(folder, fileName), bytes);
  return { files: files.map(({ fileName }) => fileName), notes };
};
