import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonSheet, type Placed, readList, type Shape } from './json-shape.js';
import type { Findings } from './load-sheet.js';

/** A file of a folder that is a list of one shape; no sheet and no items where it is missing. */
export const readListFile = <Item>(
  folder: string,
  file: string,
  { shape, findings }: { readonly shape: Shape; readonly findings: Findings },
): { readonly sheet: JsonSheet | null; readonly items: readonly Placed<Item>[] } => {
  const place = path.join(folder, file);
  if (!existsSync(place)) return { sheet: null, items: [] };
  const sheet = { file, text: readFileSync(place, 'utf8').replace(/^\uFEFF/, ''), findings };
  return { sheet, items: readList<Item>(sheet, shape) };
};
