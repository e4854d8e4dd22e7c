import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '#config';
import { type Encoded, readEncoded } from '../http/encoded.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** A file of the built web and the address it is served at. */
export interface WebFile {
  readonly url: string;
  readonly contentType: string;
  readonly body: Encoded;
  /** Vite puts a hash into the name of everything under assets/: it can be kept for ever. */
  readonly immutable: boolean;
}

/** The pages of the web and the addresses they are served at. */
const PAGES = {
  'index.html': '/',
  'staff.html': '/staff',
  'driver.html': '/driver',
  'paper.html': '/paper',
} as const;
export type PageUrl = (typeof PAGES)[keyof typeof PAGES];

/** Where `npm run build:web` puts the web. */
export const builtWebDir = (): string => path.join(packageRoot(), 'dist', 'web');

/** Reads the built web with these of its pages, compressed where the build did not; source maps stay at home. An absent folder gives an empty list. */
export const readWebFiles = async (webDir: string, pages: readonly PageUrl[]): Promise<WebFile[]> => {
  const entries = await readdir(webDir, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(webDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => TYPES[path.extname(name)] !== undefined)
    .filter((name) => pageUrlOf(name) === undefined || pages.includes(pageUrlOf(name)!))
    .sort();
  return Promise.all(names.map((name) => readWebFile(webDir, name)));
};

const pageUrlOf = (name: string): PageUrl | undefined => PAGES[name as keyof typeof PAGES];

const readWebFile = async (webDir: string, name: string): Promise<WebFile> => ({
  url: pageUrlOf(name) ?? `/${name}`,
  contentType: TYPES[path.extname(name)],
  body: await readEncoded(path.join(webDir, name)),
  immutable: name.startsWith('assets/'),
});
