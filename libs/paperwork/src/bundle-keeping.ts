import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleFiles, verifyBundle, zipFiles } from '#bundle';
import { periodJa, sha256 } from '#domain';
import {
  holdsInvoices,
  insertBundle,
  insertFixChains,
  listBundles,
  listBundlesBefore,
  type SettlementKey,
  type Stamp,
  type StoredSettlement,
  searchInvoices,
  type WrittenBundle,
} from '#store';
import { bundleContents } from './bundling.js';
import { faultOf, PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';

/** A bundle that lies in the folder, with its bytes. */
export interface KeptBundle extends Omit<WrittenBundle, 'invoiceCount'> {
  readonly zip: Uint8Array;
}

const fileNameOf = ({ contractId, period, version }: StoredSettlement, rootHash: string): string =>
  `${encodeURIComponent(contractId)}_${period}_${version}_${rootHash.slice(0, 12)}.zip`;

/** Whole or not at all, and on the disk before anybody is told. */
const writeWhole = async (file: string, bytes: Uint8Array): Promise<void> => {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(unfinished, bytes, { flush: true });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/** The bundle of this version that holds its newest invoice too, where it still lies there as it was written. */
export const findKeptBundle = async (
  { database }: PaperParts,
  { contractId, period, version }: SettlementKey,
  folder: string,
): Promise<KeptBundle | null> => {
  const invoices = (await searchInvoices(database, { contractId, period })).filter(
    ({ settlementVersion }) => settlementVersion <= version,
  );
  for (const bundle of await listBundles(database, { contractId, period })) {
    if (bundle.version !== version || !holdsInvoices(bundle, invoices)) continue;
    const zip = await readFile(path.join(folder, bundle.fileName)).catch(() => null);
    if (zip !== null && sha256(zip) === bundle.sha256) return { ...bundle, zip };
  }
  return null;
};

/** A bundle that its reader would find to differ is nobody's evidence: work that came after the approval, say. */
const checkBundle = ({ contractId, period }: StoredSettlement, zip: Uint8Array, rootHash: string): void => {
  const { faults } = verifyBundle(zip, rootHash);
  if (faults.length === 0) return;
  const [{ ja, en }] = faults;
  throw new PaperRefusal([
    faultOf(
      'bundle_differs',
      `契約「${contractId}」の ${periodJa(period)} の検証用一式は、測位から計算し直すと精算と一致しないため、作りませんでした(${faults.length} 件。最初の不一致: ${ja})もう一度精算し、監査の指摘を判断するか、日報を改版してください。`,
      `The bundle of contract "${contractId}" for ${period} was not kept: made again from its fixes it is not what was settled (${faults.length} differences, the first: ${en}) Settle the period again and decide on its audits, or revise the reports.`,
    ),
  ]);
};

/**
 * Writes the bundle of a released settlement into the folder of bundles, where it verifies, and then notes it in the store; from
 * then on its fixes may be dropped. One that lies there already is returned. @throws PaperRefusal for one that is not released,
 * or differs
 */
export const keepBundle = async (
  parts: PaperParts,
  stored: StoredSettlement,
  { folder, stamp }: { readonly folder: string; readonly stamp: Stamp },
): Promise<KeptBundle> => {
  const { contractId, period, version } = stored;
  if (stored.releasedAt === null)
    throw new PaperRefusal([
      faultOf(
        'not_released',
        `契約「${contractId}」の ${periodJa(period)} の精算は、まだ支払いに回っていません。監査の指摘を判断してください。`,
        `The settlement of contract "${contractId}" for ${period} is not released yet: decide on its audits.`,
      ),
    ]);
  const known = await findKeptBundle(parts, stored, folder);
  if (known !== null) return known;
  const contents = await bundleContents(parts, stored);
  const { files, manifest } = bundleFiles(contents);
  const zip = zipFiles(files);
  checkBundle(stored, zip, manifest.rootHash);
  const fileName = fileNameOf(stored, manifest.rootHash);
  await mkdir(folder, { recursive: true });
  await writeWhole(path.join(folder, fileName), zip);
  const bundle: WrittenBundle = {
    contractId,
    period,
    version,
    rootHash: manifest.rootHash,
    fileName,
    sha256: sha256(zip),
    bytes: zip.length,
    invoiceCount: contents.bundle.invoices.length,
  };
  await parts.database.transaction(async (tx) => {
    await insertFixChains(tx, contents.bundle.chains, stamp.at);
    await insertBundle(tx, bundle, stamp);
  });
  return { ...bundle, zip };
};

/** Removes the files of bundles that were kept for their years (電子帳簿保存法: 7); the rows in the store stay. */
export const dropOldBundles = async (
  { database }: PaperParts,
  {
    folder,
    keepYears,
    nowAt,
  }: { readonly folder: string; readonly keepYears: number; readonly nowAt: number },
): Promise<number> => {
  const before = new Date(nowAt);
  before.setUTCFullYear(before.getUTCFullYear() - keepYears);
  const old = await listBundlesBefore(database, before.getTime());
  for (const { fileName } of old) await rm(path.join(folder, fileName), { force: true });
  return old.length;
};
