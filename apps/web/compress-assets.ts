import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressors: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  '.br': (body) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  '.gz': (body) => promisify(gzip)(body, { level: 9 }),
};

/**
 * Puts the best .br and .gz beside every file whose name holds its hash. That takes seconds, and such a file never
 * changes: what was compressed once is kept in `cacheDir`, so that a start which builds again does not wait.
 */
export const compressAssets = (cacheDir: string): Plugin => ({
  name: 'compress-assets',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    await mkdir(cacheDir, { recursive: true });
    const names = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name));
    await Promise.all(names.map((name) => compress(path.join(dir!, name), cacheDir)));
  },
});

const compress = async (file: string, cacheDir: string): Promise<void> => {
  for (const [ending, compressor] of Object.entries(compressors)) {
    const kept = path.join(cacheDir, `${path.basename(file)}${ending}`);
    if (!existsSync(kept)) await writeWhole(kept, await compressor(await readFile(file)));
    await copyFile(kept, `${file}${ending}`);
  }
};

/** A build that is killed leaves no half a file behind. */
const writeWhole = async (file: string, body: Buffer): Promise<void> => {
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, body);
  await rename(fresh, file);
};
