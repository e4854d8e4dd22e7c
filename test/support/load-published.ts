import type { Register } from '#domain';
import type { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { waitUntil } from './wait-until.js';

const readTilesHash = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/current.json`);
  return ((await response.json()) as { tilesHash: string }).tilesHash;
};

/** Loads a register and waits until its plan is in the tiles: pages that are open then load anew. */
export const loadPublished = async (url: string, database: Database, register: Register): Promise<void> => {
  const before = await readTilesHash(url);
  await loadRegister(database, register);
  const isPublished = async (): Promise<boolean> => (await readTilesHash(url)) !== before;
  await waitUntil(isPublished, { what: 'the plan in the tiles' });
};
