import { type Zippable, zipSync } from 'fflate';

export interface NamedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** The first day that a zip can hold; a zip of the same files is the same whenever it is made. */
const MADE_AT = new Date(1980, 0, 1);

/** Files as a zip; names in UTF-8. */
export const writeZip = (files: readonly NamedFile[]): Uint8Array => {
  const entries: Zippable = Object.fromEntries(files.map(({ fileName, bytes }) => [fileName, bytes]));
  return zipSync(entries, { mtime: MADE_AT });
};
