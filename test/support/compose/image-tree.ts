import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Image } from './dockerfile.js';

const WORKDIR = '/srv/yukimichi/';

const copyInto = (source: string, to: string): void => {
  const isFile = statSync(source).isFile();
  mkdirSync(isFile ? to : path.dirname(to), { recursive: true });
  if (source === 'node_modules') symlinkSync(path.resolve(source), to);
  else cpSync(source, isFile ? path.join(to, path.basename(source)) : to, { recursive: true });
};

/**
 * Puts into `folder` what the COPY lines of an image bring, from the project and its build. The packages are those of
 * this checkout.
 */
export const layOutImage = ({ copies }: Image, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const { from, sources, to } of copies) {
    for (const source of sources) {
      copyInto(from === null ? source : source.replace(WORKDIR, ''), path.join(folder, to));
    }
  }
};

/** Every file of the tree with its size and time, but for the packages. */
export const listTree = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) return [];
      if (entry.isDirectory()) return listTree(file);
      const { size, mtimeMs } = statSync(file);
      return [`${file} ${size} ${mtimeMs}`];
    })
    .sort();
