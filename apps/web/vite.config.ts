import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const OUT_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const COMPRESSIBLE = /\.(js|mjs|css|html|svg|json|webmanifest)$/;

/** Writes .br and .gz beside every text file, so that the server compresses nothing while serving. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  async closeBundle() {
    const names = await readdir(OUT_DIR, { recursive: true });
    for (const name of names.filter((each) => COMPRESSIBLE.test(each))) {
      const path = join(OUT_DIR, name);
      const body = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(body));
      await writeFile(`${path}.gz`, await promisify(gzip)(body, { level: 9 }));
    }
  },
});

/** Two pages: the residents' map and the staff console. `#wire` comes from its TypeScript source. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { conditions: ['yukimichi-src', 'module', 'browser', 'production'] },
  build: {
    outDir: OUT_DIR,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('./index.html', import.meta.url)),
        staff: fileURLToPath(new URL('./staff.html', import.meta.url)),
      },
    },
  },
  worker: { format: 'es' },
  plugins: [compressed()],
});
