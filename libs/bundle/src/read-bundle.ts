import {
  BUNDLE_FILES,
  BUNDLE_FORMAT,
  BUNDLE_MANIFEST_FILE,
  BUNDLE_NETWORK_FILE,
  type BundleManifest,
  type Contract,
  decodeNetwork,
  type Fix,
  type FixChain,
  fixFileOf,
  fixKey,
  type SettlementBundle,
} from '#domain';
import type { BundleContents, BundleFiles, FixesOfDay } from './bundle-contents.js';
import { UnreadableBundleError } from './bundle-faults.js';

/** A bundle as it was read, with its files for the hashes. */
export interface ReadBundle extends BundleContents {
  readonly files: BundleFiles;
  readonly manifest: BundleManifest;
}

const fileOf = (files: BundleFiles, path: string): Uint8Array => {
  const bytes = files.get(path);
  if (bytes !== undefined) return bytes;
  throw new UnreadableBundleError(
    `ファイル「${path}」がありません。欠けのない zip を受け取り直してください。`,
    `The file "${path}" is missing: fetch the whole zip again.`,
  );
};

const unreadable = (path: string, error: unknown): UnreadableBundleError =>
  new UnreadableBundleError(
    `ファイル「${path}」を読めません(${(error as Error).message})。`,
    `The file "${path}" cannot be read (${(error as Error).message}).`,
  );

const parsed = (files: BundleFiles, path: string): unknown => {
  const bytes = fileOf(files, path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!path.endsWith('.jsonl')) return JSON.parse(text);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch (error) {
    throw unreadable(path, error);
  }
};

const readManifest = (files: BundleFiles): BundleManifest => {
  if (!files.has(BUNDLE_MANIFEST_FILE))
    throw new UnreadableBundleError(
      `これは精算の zip ではありません(${BUNDLE_MANIFEST_FILE} がありません)。`,
      `This is no settlement's zip: it has no ${BUNDLE_MANIFEST_FILE}.`,
    );
  const manifest = parsed(files, BUNDLE_MANIFEST_FILE) as Partial<BundleManifest> | null;
  if (manifest?.format === BUNDLE_FORMAT && Array.isArray(manifest.files)) return manifest as BundleManifest;
  throw new UnreadableBundleError(
    `この zip の形式「${manifest?.format ?? '不明'}」は読めません。このプログラムの形式は「${BUNDLE_FORMAT}」です。`,
    `The zip has the form "${manifest?.format ?? 'unknown'}", this program reads "${BUNDLE_FORMAT}".`,
  );
};

/** By time, device and key: the order of matching. */
const inOrder = (fixes: readonly Fix[]): Fix[] =>
  fixes
    .map((fix) => ({ fix, key: fixKey(fix) }))
    .sort(
      (a, b) =>
        a.fix.fixAt - b.fix.fixAt ||
        a.fix.deviceId - b.fix.deviceId ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    )
    .map(({ fix }) => fix);

const dayOf = (files: BundleFiles, { machineCode, date }: FixChain): FixesOfDay => ({
  machineCode,
  date,
  fixes: inOrder(parsed(files, fixFileOf({ machineCode, date })) as Fix[]),
});

/**
 * Reads a bundle from its files, which need not be as they were written: only what cannot be read at all is refused.
 * @throws UnreadableBundleError
 */
export const readBundle = (files: BundleFiles): ReadBundle => {
  const manifest = readManifest(files);
  for (const { path } of manifest.files) fileOf(files, path);
  const fields = Object.entries(BUNDLE_FILES).map(([field, path]) => [field, parsed(files, path)]);
  const bundle = Object.fromEntries(fields) as SettlementBundle;
  try {
    const network = decodeNetwork(fileOf(files, BUNDLE_NETWORK_FILE));
    return { files, manifest, bundle, network, days: bundle.chains.map((chain) => dayOf(files, chain)) };
  } catch (error) {
    if (error instanceof UnreadableBundleError) throw error;
    throw unreadable(BUNDLE_NETWORK_FILE, error);
  }
};

/** The contracts that the machines' time was attributed by, in the order in which that was done. */
export const contractsOf = ({ contract, matching }: SettlementBundle): Contract[] =>
  [contract, ...matching.otherContracts].sort((a, b) => (a.id < b.id ? -1 : 1));
