import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Encoded, encode } from '../http/encoded.js';

/** Puts a whole file in the place of the old one: a reader sees either, never a part. */
export const replaceFile = async (file: string, body: Uint8Array | string): Promise<void> => {
  const fresh = `${file}.new`;
  await writeFile(fresh, body);
  await rename(fresh, file);
};

/** Writes a body with its .br and .gz beside it, making the folder where needed. */
export const writePublished = async (
  file: string,
  body: Uint8Array | string,
  brotliQuality: number,
): Promise<void> =>
  writeEncoded(file, await encode(typeof body === 'string' ? Buffer.from(body) : body, brotliQuality));

/** As `writePublished`, of a body that is compressed already. The plain file comes last: readers look for its change. */
export const writeEncoded = async (file: string, encoded: Encoded): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  await Promise.all([replaceFile(`${file}.br`, encoded.br), replaceFile(`${file}.gz`, encoded.gzip)]);
  await replaceFile(file, encoded.identity);
};
