import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { demoCity } from '../support/demo-city.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { clockAfterStorm, Sending, type StoreAfter, storeAfter } from './fault-storm.js';

const STAFF_TOKEN = 'fault-test';

export interface EmbeddedOutcome extends StoreAfter {
  readonly sent: number;
}

/** Sends the fault storm to an embedded server of its own, which `disturb` may kill and start meanwhile. */
export const runEmbeddedStorm = async (
  disturb: (server: EmbeddedProcess, sending: Sending) => Promise<void> = async () => undefined,
): Promise<EmbeddedOutcome> => {
  const dataDir = makeDataDir();
  const city = await demoCity(dataDir);
  const server = await EmbeddedProcess.start({ DATA_DIR: dataDir, STAFF_TOKEN, CLOCK: clockAfterStorm() });
  let sending: Sending | undefined;
  try {
    const database = new Database(server.databaseUrl, { max: 1 });
    await loadRegister(database, city.register);
    await database.close();
    sending = new Sending({ url: server.url, staffToken: STAFF_TOKEN, folder: dataDir, speed: 'max' });
    await disturb(server, sending);
    const sent = await sending.finish();
    return { ...(await storeAfter(server.databaseUrl, sent)), sent };
  } finally {
    sending?.abort();
    await server.dispose();
  }
};
