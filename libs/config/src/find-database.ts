import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './settings.js';

/** Where an embedded server tells the address of its database: a file in its data folder. */
export const databaseAddressFile = (dataDir: string): string => path.join(dataDir, 'database-url');

/** The database of the setting, else that of the embedded server in the data folder. @throws a sentence where neither is */
export const findDatabase = ({ databaseUrl, dataDir }: Settings): string => {
  if (databaseUrl !== '') return databaseUrl;
  const file = databaseAddressFile(dataDir);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Error(
    `動いているサーバーが ${dataDir} にありません。先に npm start で起動してください。\n` +
      `  No server runs in ${dataDir}: start one with npm start first, or set DATABASE_URL.`,
  );
};
