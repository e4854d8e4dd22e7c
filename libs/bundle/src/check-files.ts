import { BUNDLE_MANIFEST_FILE, bundleFile, manifestOf, rootHashOf } from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import type { ReadBundle } from './read-bundle.js';

/** The root hash of the files as they lie there, whatever the manifest says. */
export const rootOf = ({ files }: Pick<ReadBundle, 'files'>): string =>
  rootHashOf(
    [...files]
      .filter(([path]) => path !== BUNDLE_MANIFEST_FILE)
      .map(([path, bytes]) => bundleFile(path, bytes)),
  );

/** Is every file the one that the manifest lists, and none besides? */
export const checkFiles = ({ files, manifest, bundle }: ReadBundle): BundleFault[] => {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const faults: BundleFault[] = [];
  for (const [path, bytes] of files) {
    if (path === BUNDLE_MANIFEST_FILE) continue;
    const file = listed.get(path);
    if (file === undefined)
      faults.push(
        bundleFault(
          'file_unlisted',
          `ファイル「${path}」は目録にありません。`,
          `The file "${path}" is not in the manifest.`,
        ),
      );
    else if (file.sha256 !== bundleFile(path, bytes).sha256)
      faults.push(
        bundleFault(
          'file_changed',
          `ファイル「${path}」は書き出された後に変わっています。`,
          `The file "${path}" has changed since it was written.`,
        ),
      );
  }
  const { rootHash, contractId, month } = manifestOf(bundle.settlement, manifest.files);
  const isTrue =
    rootHash === manifest.rootHash && contractId === manifest.contractId && month === manifest.month;
  if (!isTrue)
    faults.push(
      bundleFault(
        'manifest_differs',
        '目録のハッシュ・契約・月が中身と合いません。',
        'Root hash, contract or month of the manifest is not that of the contents.',
      ),
    );
  return faults;
};

/** Is this the bundle that the printed documents were issued with? */
export const checkRoot = (read: ReadBundle, printed: string): BundleFault[] => {
  const found = rootOf(read);
  if (found === printed.trim().toLowerCase()) return [];
  return [
    bundleFault(
      'root_differs',
      `この zip のハッシュ ${found} は、書類に印刷されたもの(${printed})と異なります。発行された精算の原本ではありません。`,
      `The root hash ${found} is not the printed one (${printed}): this is not the bundle that was issued.`,
    ),
  ];
};
