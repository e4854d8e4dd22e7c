import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import {
  listLastTrackEnds,
  listOpenTracks,
  listTracks,
  replaceTrack,
  type Track,
  upsertTracks,
} from './track-table.js';

const AT = Date.parse('2026-01-24T12:00:00Z');
const MINUTE = 60_000;

const trackOf = (fromMinute: number, toMinute: number, rest: Partial<Track> = {}): Track => ({
  vehicleId: 1,
  startedAt: AT + fromMinute * MINUTE,
  endedAt: AT + toMinute * MINUTE,
  closed: true,
  ...rest,
});

describe('track table', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
  });
  beforeEach(() => database.query('TRUNCATE track'));
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  const all = (): Promise<Track[]> =>
    listTracks(database, { vehicleId: 1, fromAt: AT - 60 * MINUTE, toAt: AT + 600 * MINUTE });

  it('lengthens and closes a track that starts at the same instant', async () => {
    await upsertTracks(database, [
      trackOf(0, 10, { closed: false }),
      trackOf(5, 9, { vehicleId: 2, closed: false }),
    ]);
    await upsertTracks(database, [trackOf(0, 20), trackOf(30, 40, { closed: false })]);
    expect(await all()).toEqual([trackOf(0, 20), trackOf(30, 40, { closed: false })]);
    expect((await listOpenTracks(database)).map((track) => track.vehicleId)).toEqual([1, 2]);
  });

  it('lists what touches a span, both ends included', async () => {
    await upsertTracks(database, [trackOf(0, 10), trackOf(20, 30), trackOf(40, 50)]);
    const touching = await listTracks(database, {
      vehicleId: 1,
      fromAt: AT + 10 * MINUTE,
      toAt: AT + 20 * MINUTE,
    });
    expect(touching).toEqual([trackOf(0, 10), trackOf(20, 30)]);
  });

  it('puts one track in the place of all that it touches', async () => {
    await upsertTracks(database, [trackOf(0, 10), trackOf(15, 30), trackOf(40, 50)]);
    await replaceTrack(database, trackOf(5, 35, { closed: false }));
    expect(await all()).toEqual([trackOf(5, 35, { closed: false }), trackOf(40, 50)]);
  });

  it('knows when the last track of each vehicle ended', async () => {
    await upsertTracks(database, [trackOf(0, 10), trackOf(20, 30), trackOf(0, 5, { vehicleId: 2 })]);
    expect(await listLastTrackEnds(database, [1, 2, 3])).toEqual(
      new Map([
        [1, AT + 30 * MINUTE],
        [2, AT + 5 * MINUTE],
      ]),
    );
  });
});
