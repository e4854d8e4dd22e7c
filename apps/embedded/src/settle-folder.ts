import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '#domain';
import { UsageError } from './settle-options.js';

/** What the system says of connections, to the database say; all else that it says is of files. */
const CONNECTION = /^(ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_)/;

/** What the system said of a file or its disk; null for any other error. */
const fileTrouble = (error: unknown): string | null => {
  const { code, errno, message } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof errno === 'number' && code !== undefined && !CONNECTION.test(code) ? message : null;
};

/** An error as the fault of one contract, where it is of a file; null for any other. */
export const fileFault = (error: unknown): Fault<'file_trouble'> | null => {
  const trouble = fileTrouble(error);
  if (trouble === null) return null;
  return {
    code: 'file_trouble',
    ja: `書類を書き出せませんでした(${trouble})。支払承認は済んでいます。置き場所を直して、もう一度実行してください。`,
    en: `The papers could not be written (${trouble}). The release stands: mend the folder and run this again.`,
  };
};

/** Makes a folder and writes to it once. @throws UsageError where that cannot be, before anything is paid */
export const prepareFolder = async (folder: string, setBy: string): Promise<void> => {
  const probe = path.join(folder, `.write-test-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === null) throw error;
    throw new UsageError(
      `${setBy} のフォルダー「${folder}」に書き込めません(${trouble})。何もしていません。\n` +
        `  The folder "${folder}" of ${setBy} cannot be written to (${trouble}). Nothing was done.`,
    );
  }
};
