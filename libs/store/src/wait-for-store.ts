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

/** Clocks further apart than this are wrong: fixes would be judged, and silence told, by a false time. */
const CLOCKS_APART_MS = 60_000;

/** Empty while this machine's clock agrees with the database's; the one of many hosts that is wrong says so. */
export const clockTrouble = async (database: Database): Promise<string> => {
  const askedAt = Date.now();
  const [{ at }] = await database.query<{ at: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at',
  );
  const ahead = (askedAt + Date.now()) / 2 - at;
  if (Math.abs(ahead) < CLOCKS_APART_MS) return '';
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const side = ahead > 0 ? 'ahead of' : 'behind';
  return `The clock of this machine is ${minutes} min ${side} the database's: set both by NTP; this goes on by itself then.`;
};

/** Does the database answer now, and do the clocks agree? */
export const checkStore = async (database: Database): Promise<{ ok: boolean; reason: string }> => {
  try {
    const reason = await clockTrouble(database);
    return { ok: reason === '', reason };
  } catch (error) {
    return { ok: false, reason: storeTrouble(error) ?? (error as Error).message };
  }
};
