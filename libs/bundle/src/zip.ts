import { unzipSync, zipSync } from 'fflate';
import type { BundleFiles } from './bundle-contents.js';
import { UnreadableBundleError } from './bundle-faults.js';

/** The same instant in every zip, so that equal files give an equal zip; zips know no earlier year than 1980. */
const ENTRY_TIME = '2000-01-01T12:00:00';

export const zipFiles = (files: BundleFiles): Uint8Array =>
  zipSync(Object.fromEntries(files), { level: 6, mtime: ENTRY_TIME });

/** @throws UnreadableBundleError for what is no zip, or not a whole one. */
export const unzipFiles = (zip: Uint8Array): Map<string, Uint8Array> => {
  try {
    return new Map(Object.entries(unzipSync(zip)));
  } catch (error) {
    const why = (error as Error).message;
    throw new UnreadableBundleError(
      `zip として読めません(${why})。ファイルが途中で切れていないか確かめ、もう一度受け取ってください。`,
      `It cannot be read as a zip (${why}): see whether it is whole, and fetch it again.`,
    );
  }
};
