import { rmSync } from 'node:fs';
import path from 'node:path';
import { readSettings } from '#config';
import { type Storm, sendStorm, simulateStorm, smallTown } from '#fixtures';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { type EmbeddedServer, startEmbedded } from '../../apps/embedded/src/start-embedded.js';
import { cloneDatabase } from './database.js';
import { makeDataDir } from './embedded-process.js';
import { loadPublished } from './load-published.js';
import { storePasses } from './store-passes.js';
import { waitUntil } from './wait-until.js';

/** The storm of the suites: an hour over a town of a few streets. */
export const TOWN_STORM_AT = Date.parse('2026-01-24T21:00:00+09:00');
const HOUR_MS = 3_600_000;

export interface TownServer extends EmbeddedServer {
  readonly storm: Storm;
  readonly publishDir: string;
  /** Sends the whole storm and waits until every track is closed and matched. */
  sendStorm(): Promise<void>;
  untilClosed(): Promise<void>;
  /** Stores that a plow has just passed over every road, both ways. */
  plowEverything(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * The real app on a database of its own, with the small town loaded; its clock stands an hour after the storm.
 * `empty`: no roads are loaded; `environment`: settings of its own; `register`: another one of the town.
 */
export const startTownServer = async ({
  empty = false,
  environment = {} as Record<string, string>,
  register = smallTown().register,
} = {}): Promise<TownServer> => {
  const clone = await cloneDatabase();
  const dataDir = makeDataDir();
  const town = smallTown();
  const storm = simulateStorm(town, { seed: 3, hours: 1, startAt: TOWN_STORM_AT });
  const settings = readSettings({
    DATABASE_URL: clone.url,
    DATA_DIR: dataDir,
    PORT: '0',
    CLOCK: `storm@${new Date(TOWN_STORM_AT + 2 * HOUR_MS).toISOString()}@60@${new Date().toISOString()}`,
    PUBLISH_EVERY_S: '0.2',
    ...environment,
  });
  const server = await startEmbedded({ settings, network: empty ? null : town.network, quiet: true });
  if (empty) await loadRegister(server.database, register);
  else await loadPublished(server.url, server.database, register);
  const untilClosed = (): Promise<void> =>
    waitUntil(
      async () => {
        const [{ open }] = await server.database.query<{ open: number }>(
          'SELECT (SELECT count(*) FROM track WHERE NOT closed) + (SELECT count(*) FROM track_mark) AS open',
        );
        return open === 0;
      },
      { what: 'all tracks to be matched and closed' },
    );
  return {
    ...server,
    storm,
    publishDir: path.join(dataDir, 'public'),
    sendStorm: async () => {
      await sendStorm(storm, { url: server.url, staffToken: server.staffToken, speed: 'max' });
      await untilClosed();
    },
    untilClosed,
    plowEverything: async () => {
      const directed = [...Array(2 * town.network.segmentCount).keys()];
      await storePasses(server.database, town.network, {
        directed,
        at: settings.clock.now(),
        workKind: 'plowed',
      });
    },
    dispose: async () => {
      await server.stop();
      await clone.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
