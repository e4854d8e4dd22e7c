import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '#domain';
import {
  type BundlePlace,
  type KeptBundle,
  type PaperParts,
  type ReleasedPeriod,
  settlementFiles,
} from '#paperwork';

/** A settlement that is paid, its bundle, and where to write. */
export interface DocumentOrder {
  readonly out: string;
  readonly place: BundlePlace;
  readonly released: ReleasedPeriod;
  readonly kept: KeptBundle;
}

/** What was written, and what was not and why. */
export interface DocumentsWritten {
  readonly files: readonly string[];
  readonly notes: readonly Fault[];
}

/** Writes the bundle and every format of a settlement into a folder of its own. */
export const writeDocuments = async (
  parts: PaperParts,
  { out, place, released, kept }: DocumentOrder,
): Promise<DocumentsWritten> => {
  const folder = path.join(out, encodeURIComponent(released.contractId), released.period);
  await mkdir(folder, { recursive: true });
  const documents = await settlementFiles(parts, released, place);
  const files = [{ fileName: 'settlement.zip', bytes: kept.zip }, ...documents.files];
  for (const { fileName, bytes } of files) await writeFile(path.join(folder, fileName), bytes);
  return { files: files.map(({ fileName }) => fileName), notes: documents.notes };
};
