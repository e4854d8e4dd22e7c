import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './database.js';
import { storeTrouble } from './store-trouble.js';

const RETRY_AFTER_MS = 2_000;

/**
 * Runs `work`, again and again while the store cannot be used, until `signal`; `tell` hears once of each reason to
 * wait. @throws whatever waiting does not mend
 */
export const whenStoreUp = async <T>(
  work: () => Promise<T>,
  { tell, signal }: { tell: (sentence: string) => void; signal: AbortSignal },
): Promise<T> => {
  for (let told = ''; ; ) {
    try {
      return await work();
    } catch (error) {
      const trouble = storeTrouble(error);
      if (trouble === null) throw error;
      if (trouble !== told) tell(`Waiting for the database. ${trouble}`);
      told = trouble;
    }
    await pause(RETRY_AFTER_MS, undefined, { signal });
  }
};

/** Does the database answer now? */
export const checkStore = async (database: Database): Promise<{ ok: boolean; reason: string }> => {
  try {
    await database.query('SELECT 1');
    return { ok: true, reason: '' };
  } catch (error) {
    return { ok: false, reason: storeTrouble(error) ?? (error as Error).message };
  }
};
