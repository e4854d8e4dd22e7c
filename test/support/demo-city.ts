import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { City } from '#fixtures';
import { readNetworkFile } from '#store';

/** Makes the demo city of a seed in a process of its own; its files stay in `folder`. */
export const demoCity = async (folder: string, seed = 1): Promise<City> => {
  await promisify(execFile)(process.execPath, ['dist/test/support/write-city.js', folder, String(seed)], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const rest = JSON.parse(readFileSync(path.join(folder, 'city.json'), 'utf8')) as Omit<City, 'network'>;
  return { ...rest, network: await readNetworkFile(path.join(folder, 'current.network')) };
};
