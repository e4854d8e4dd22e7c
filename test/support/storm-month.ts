import { stormClock } from '#config';
import type { RoadNetwork } from '#domain';
import { type City, type CityContracts, cityContracts, type Storm } from '#fixtures';
import { type PaperParts, saveContractBook } from '#paperwork';
import { type Database, saveRegister } from '#store';
import { RunningTracks } from '../tracks/tracks-harness.js';
import { type ClonedDatabase, cloneDatabase } from './database.js';
import { fixesOf, idsByCode, storePost } from './storm-steps.js';

/** Storm seconds per second while the fixes are matched. */
const SPEED = 300;
const FIXES_AT_ONCE = 500;

/** A simulated storm of some machines in a store of its own, matched by tracks, with the contracts of its month. */
export interface StoredMonth {
  readonly parts: PaperParts;
  readonly database: Database;
  readonly network: RoadNetwork;
  readonly book: CityContracts;
  close(): Promise<void>;
}

const follow = async (cloned: ClonedDatabase, city: City, storm: Storm) => {
  const database = cloned.open();
  const tracks = await RunningTracks.start(cloned.url, stormClock(storm.startAt, SPEED), city.network);
  try {
    const ids = await idsByCode(database);
    for (const item of storm.staffPosts) await storePost(database, ids, item);
    const fixes = fixesOf(storm, ids);
    for (let i = 0; i < fixes.length; i += FIXES_AT_ONCE)
      await tracks.append(fixes.slice(i, i + FIXES_AT_ONCE));
    await tracks.untilClosed(240_000);
  } finally {
    await tracks.stop();
  }
  return database;
};

/** Stores the storm as ingest and tracks do. */
export const storeMonth = async (city: City, storm: Storm): Promise<StoredMonth> => {
  const cloned = await cloneDatabase();
  const setUp = cloned.open();
  const date = new Date(storm.startAt + 9 * 3_600_000).toISOString().slice(0, 10);
  const book = cityContracts(city.register, date);
  await setUp.transaction(async (tx) => {
    await saveRegister(tx, city.register);
    await saveContractBook(tx, book, { by: 'spec', at: storm.startAt });
  });
  await setUp.close();
  const database = await follow(cloned, city, storm);
  return {
    parts: { database, network: city.network },
    database,
    network: city.network,
    book,
    close: async () => {
      await database.close();
      await cloned.drop();
    },
  };
};
