import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '#config';
import { encodeNetwork, type Fault, type RoadNetwork } from '#domain';
import type { SettlementKey, Stamp } from '#store';

export interface BundleThreadData {
  readonly databaseUrl: string;
  /** As its file. */
  readonly network: Uint8Array;
  readonly folder: string;
}

/** Which bundle to write, and in whose name. */
export interface BundleOrder {
  readonly key: SettlementKey;
  readonly stamp: Stamp;
}

export type BundleNews =
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'failed'; readonly error: { readonly code?: string; readonly message: string } };

/** Built code, also where this file is run from its source. */
const THREAD = 'dist/apps/map-api/src/settlement/bundle-thread.js';

/**
 * Writes bundles in a thread of its own, which starts with the first and ends with `stop`: a month of fixes takes many seconds
 * to be chained and zipped. One at a time.
 */
export class BundleWriter {
  private thread: Worker | null = null;

  constructor(
    private readonly network: RoadNetwork,
    private readonly place: Omit<BundleThreadData, 'network'>,
  ) {}

  async write(order: BundleOrder): Promise<BundleNews> {
    const thread = this.started();
    const over = new AbortController();
    const next = (event: string): Promise<unknown[]> => once(thread, event, { signal: over.signal });
    const answered = next('message').then(([news]) => news as BundleNews);
    const ended = next('exit').then(() => Promise.reject(new Error('The thread of the bundles has ended.')));
    try {
      thread.postMessage(order);
      return await Promise.race([answered, ended]);
    } catch (error) {
      this.thread = null;
      return { kind: 'failed', error: { message: (error as Error).message } };
    } finally {
      over.abort();
    }
  }

  async stop(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.terminate();
  }

  private started(): Worker {
    if (this.thread === null) {
      const workerData: BundleThreadData = { ...this.place, network: encodeNetwork(this.network) };
      this.thread = new Worker(path.join(packageRoot(), THREAD), { workerData });
      this.thread.unref();
    }
    return this.thread;
  }
}
