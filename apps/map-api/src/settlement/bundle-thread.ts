import { parentPort, workerData } from 'node:worker_threads';
import { decodeNetwork } from '#domain';
import { keepBundle, PaperRefusal } from '#paperwork';
import { Database, findSettlement, type SettlementKey } from '#store';
import type { BundleNews, BundleOrder, BundleThreadData } from './bundle-writer.js';

/** The thread of `BundleWriter`: one bundle after the other, so that none of them takes the server's turn. */
const { databaseUrl, network, folder } = workerData as BundleThreadData;
const parts = { database: new Database(databaseUrl, { max: 1 }), network: decodeNetwork(network) };
const port = parentPort!;

const stored = async (key: SettlementKey) => {
  const found = await findSettlement(parts.database, key);
  if (found === undefined) throw new Error(`No settlement ${key.contractId} ${key.period} ${key.version}`);
  return found;
};

const newsOf = (error: unknown): BundleNews => {
  if (error instanceof PaperRefusal) return { kind: 'refused', faults: error.faults };
  const { code, message } = error as { code?: string; message: string };
  return { kind: 'failed', error: { code, message } };
};

port.on('message', async ({ key, stamp }: BundleOrder) => {
  try {
    await keepBundle(parts, await stored(key), { folder, stamp });
    port.postMessage({ kind: 'kept' } satisfies BundleNews);
  } catch (error) {
    port.postMessage(newsOf(error));
  }
});
