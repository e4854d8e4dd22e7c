import { rmSync } from 'node:fs';
import path from 'node:path';
import type { City } from '#fixtures';
import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { demoCity } from '../support/demo-city.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { clockAfterStorm, Sending, type SendingOptions, type StoreAfter, storeAfter } from './fault-storm.js';

const STAFF_TOKEN = 'fault-test';

export interface EmbeddedOutcome extends StoreAfter {
  readonly sent: number;
}

export interface EmbeddedStormOptions {
  /** Data folder of the server; left out, one of its own that is removed afterwards. */
  readonly dataDir?: string;
  readonly speed?: SendingOptions['speed'];
}

/** Sends the fault storm to an embedded server of its own, which `disturb` may kill and start meanwhile. */
export const runEmbeddedStorm = async (
  disturb: (server: EmbeddedProcess, sending: Sending, city: City) => Promise<void> = async () => undefined,
  { dataDir = makeDataDir(), speed = 'max' }: EmbeddedStormOptions = {},
): Promise<EmbeddedOutcome> => {
  const folder = makeDataDir();
  const city = await demoCity(folder);
  const server = await EmbeddedProcess.start({
    DATA_DIR: dataDir,
    NETWORK_FILE: path.join(folder, 'current.network'),
    STAFF_TOKEN,
    CLOCK: clockAfterStorm(),
  });
  let sending: Sending | undefined;
  try {
    const database = new Database(server.databaseUrl, { max: 1 });
    await loadRegister(database, city.register);
    await database.close();
    sending = new Sending({ url: server.url, staffToken: STAFF_TOKEN, folder, speed });
    await disturb(server, sending, city);
    const sent = await sending.finish();
    return { ...(await storeAfter(server.databaseUrl, sent)), sent };
  } finally {
    sending?.abort();
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
};
