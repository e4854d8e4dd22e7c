import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The staff plane's secret: the setting, else the one kept in the data folder, else a new one that is kept there. */
export const getStaffToken = (dataDir: string, setting: string): string => {
  if (setting !== '') return setting;
  const file = path.join(dataDir, 'staff-token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
};
