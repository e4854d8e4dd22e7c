import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the token is kept that was made here. */
export const staffTokenFile = (dataDir: string): string => path.join(dataDir, 'staff-token');

/** The staff plane's secret: the setting, else the one kept in the data folder, else a new one that is kept there. */
export const getStaffToken = (dataDir: string, setting: string): string => {
  if (setting !== '') return setting;
  const file = staffTokenFile(dataDir);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
};
