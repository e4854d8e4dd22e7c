import { parentPort, workerData } from 'node:worker_threads';
import { decodeNetwork } from '#domain';
import { keepBundle, PaperRefusal, readSettlement } from '#paperwork';
import { Database } from '#store';
import type { BundleNews, BundleOrder, BundleThreadData } from './bundle-writer.js';

/** The thread of `BundleWriter`: one bundle after the other, so that none of them takes the server's turn. */
const { databaseUrl, network, folder } = workerData as BundleThreadData;
const parts = { database: new Database(databaseUrl, { max: 1 }), network: decodeNetwork(network) };
const port = parentPort!;

const newsOf = (error: unknown): BundleNews => {
  if (error instanceof PaperRefusal) return { kind: 'refused', faults: error.faults };
  const { code, message } = error as { code?: string; message: string };
  return { kind: 'failed', error: { code, message } };
};

port.on('message', async ({ key, stamp }: BundleOrder) => {
  try {
    await keepBundle(parts, await readSettlement(parts.database, key), { folder, stamp });
    port.postMessage({ kind: 'kept' } satisfies BundleNews);
  } catch (error) {
    port.postMessage(newsOf(error));
  }
});
