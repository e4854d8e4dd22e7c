import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.js';

const OUT_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const CACHE_DIR = fileURLToPath(new URL('../../node_modules/.cache/web-assets', import.meta.url));

/** The residents' map, the staff console, the driver's page, the paperwork. `#wire` comes from its TypeScript source. */
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
        driver: fileURLToPath(new URL('./driver.html', import.meta.url)),
        paper: fileURLToPath(new URL('./paper.html', import.meta.url)),
      },
    },
  },
  plugins: [compressAssets(CACHE_DIR)],
  worker: { format: 'es' },
});
