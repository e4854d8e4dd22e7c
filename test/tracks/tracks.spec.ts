import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { stormClock } from '#config';
import type { Fix } from '#domain';
import { smallTown } from '#fixtures';
import {
  type Change,
  Database,
  insertDispatchOrders,
  insertStorms,
  insertWorkStates,
  listMarks,
  listOpenTracks,
  listPassesSince,
  listVehiclesNow,
  readChanges,
  saveRegister,
} from '#store';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { RunningTracks } from './tracks-harness.js';

const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const town = smallTown();

/** One vehicle along the fourth street from the south, eastwards at 6 m/s, a fix every 5 s. */
const drive = (seconds: number, rest: Partial<Fix> = {}): Fix[] =>
  Array.from({ length: Math.floor(seconds / 5) + 1 }, (_, i) => ({
    deviceId: 1,
    vehicleId: 1,
    fixAt: START_AT + i * 5_000,
    seq: i,
    latE6: 36_563_300,
    lngE6: 136_650_000 + Math.round((i * 30) / 0.0894),
    speedMps: 6,
    headingDeg: 90,
    accuracyM: null,
    blade: true,
    spreader: false,
    workType: null,
    isMock: null,
    sentAt: null,
    receivedAt: START_AT + i * 5_000 + 800,
    ...rest,
  }));

const onServer = async (url: string, sql: (name: string) => string): Promise<void> => {
  const client = new pg.Client(url.replace(/\/[^/]+$/, '/postgres'));
  await client.connect();
  await client.query(sql(new URL(url).pathname.slice(1)));
  await client.end();
};

const cutConnections = (url: string): Promise<void> =>
  onServer(url, (name) => `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);

describe('tracks on the real store', () => {
  let cloned: ClonedDatabase;
  let database: Database;
  const running: RunningTracks[] = [];

  const start = async (
    speed: number,
    network = town.network as typeof town.network | null,
  ): Promise<RunningTracks> => {
    const tracks = await RunningTracks.start(cloned.url, stormClock(START_AT, speed), network);
    running.push(tracks);
    return tracks;
  };

  const changes = async (kind: Change['kind']): Promise<unknown[]> =>
    (await readChanges(database, null)).filter((change) => change.kind === kind).map((change) => change.body);

  const until = async (what: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await what()) return;
      await sleep(50);
    }
    throw new Error('Waited in vain.');
  };

  beforeEach(async () => {
    cloned = await cloneDatabase();
    database = new Database(cloned.url, { max: 2 });
    await database.transaction((tx) => saveRegister(tx, town.register));
  });

  afterEach(async () => {
    for (const tracks of running.splice(0)) await tracks.stop();
    await database.close();
    await cloned.drop();
  });

  it('acknowledges what is committed, tells repeats, and writes passes, places and changes after it', async () => {
    const tracks = await start(1);
    const fixes = drive(120);
    expect(await tracks.append(fixes)).toEqual({ duplicate: 0 });
    expect(await tracks.append(fixes.slice(20))).toEqual({ duplicate: 5 });
    await until(async () => (await listMarks(database)).length === 0);
    const passes = await listPassesSince(database, 0);
    expect(passes.length).toBeGreaterThan(0);
    expect(passes.every((pass) => pass.workKind === 'plowed')).toBe(true);
    const [now] = await listVehiclesNow(database);
    expect(now).toMatchObject({
      vehicleId: 1,
      fixAt: fixes.at(-1)!.fixAt,
      workKind: 'plowed',
      silentSince: null,
    });
    expect(now.directed).not.toBeNull();
    expect(await listOpenTracks(database)).toEqual([
      { vehicleId: 1, startedAt: START_AT, endedAt: fixes.at(-1)!.fixAt, closed: false },
    ]);
    const fromAt = Math.min(...passes.map(({ enteredAt }) => enteredAt));
    expect(fromAt - START_AT).toBeLessThan(1_000);
    expect(await changes('passes')).toEqual([
      { vehicleId: 1, fromAt, toAt: expect.any(Number), segments: expect.any(Array) },
    ]);
    expect((await changes('positions'))[0]).toMatchObject({
      vehicles: [{ vehicleId: 1, latE6: 36_563_300 }],
    });
  });

  it('closes a silent track by the clock with what a later fix would have given', async () => {
    const tracks = await start(2_000);
    await tracks.append(drive(120));
    await tracks.untilClosed();
    const byClock = await tracks.dump();
    await tracks.append([{ ...drive(0)[0], seq: 999, fixAt: START_AT + 120_000 + 300_001 }]);
    await tracks.untilClosed();
    expect((await tracks.dump()).slice(0, byClock.length)).toEqual(byClock);
  });

  it('keeps fixes without a network and matches them when there is one', async () => {
    const without = await start(1_000, null);
    await without.append(drive(120));
    expect(await listMarks(database)).toHaveLength(1);
    const tracks = await start(1_000);
    await tracks.untilClosed();
    expect((await tracks.dump()).length).toBeGreaterThan(5);
    await expect(without.append(drive(5))).rejects.toThrow('Another process follows partition 0');
  });

  it('judges the work anew when a button press arrives late', async () => {
    const tracks = await start(1_000);
    await tracks.append(drive(180, { blade: null, spreader: null }));
    await tracks.untilClosed();
    const kinds = async (): Promise<Set<string>> =>
      new Set((await listPassesSince(database, 0)).map((pass) => pass.workKind));
    expect([...(await kinds())]).not.toContain('plowed');
    const state = { vehicleId: 1, blade: true, spreader: false, workType: null, source: 'button' } as const;
    await database.transaction((tx) =>
      insertWorkStates(tx, [{ ...state, at: START_AT - 1 }], START_AT + 600_000),
    );
    await until(async () => (await kinds()).has('plowed'));
    expect([...(await kinds())]).toEqual(['plowed']);
  });

  it('tells once of a unit on shift that falls silent, and when it is back', async () => {
    const tracks = await start(3_000);
    await insertStorms(database, [{ area: 'all', startedAt: START_AT - 1000, endedAt: null }], START_AT);
    const order = {
      kind: 'city_order',
      routes: ['main'],
      vehicleIds: [1],
      orderedAt: START_AT,
      targetFinishAt: null,
    } as const;
    await tracks.append([...drive(30), ...drive(30, { deviceId: 2, vehicleId: 2 })]);
    await database.transaction((tx) => insertDispatchOrders(tx, [order], START_AT));
    await until(async () => (await changes('unit_silent')).length > 0);
    await sleep(100);
    expect(await changes('unit_silent')).toMatchObject([
      { vehicleId: 1, latE6: 36_563_300, silentSince: START_AT + 30_800 },
    ]);
    await tracks.append(drive(35).slice(-1));
    await until(async () => (await changes('unit_back')).length > 0);
    expect((await changes('unit_back'))[0]).toMatchObject({ vehicleId: 1, silentSince: null });
  });

  it('tells of a unit that was ordered out and never sent a fix, and of its first one', async () => {
    const tracks = await start(3_000);
    await insertStorms(database, [{ area: 'all', startedAt: START_AT - 1000, endedAt: null }], START_AT);
    const order = { routes: ['main'], vehicleIds: [3], orderedAt: START_AT, targetFinishAt: null };
    await database.transaction((tx) =>
      insertDispatchOrders(tx, [{ ...order, kind: 'city_order' }], START_AT),
    );
    await until(async () => (await changes('unit_silent')).length > 0);
    expect((await changes('unit_silent'))[0]).toMatchObject({
      vehicleId: 3,
      fixAt: null,
      receivedAt: null,
      latE6: null,
      silentSince: START_AT,
    });
    await tracks.append(drive(5, { vehicleId: 3 }));
    await until(async () => (await changes('unit_back')).length > 0);
    const back = { vehicleId: 3, fixAt: START_AT + 5_000, latE6: 36_563_300, silentSince: null };
    expect((await changes('unit_back'))[0]).toMatchObject(back);
  });

  it('refuses only the append with a record that the store cannot take', async () => {
    const tracks = await start(1);
    const good = drive(10).map((fix) => tracks.append([fix]));
    const bad = tracks.append([{ ...drive(0)[0], seq: 500, latE6: 3e9 }]);
    await expect(bad).rejects.toThrow('out of range');
    expect(await Promise.all(good)).toEqual(Array(3).fill({ duplicate: 0 }));
  });

  it('says in one sentence that the database is away or read-only, and goes on by itself', async () => {
    const tracks = await start(1_000);
    await tracks.append(drive(60));
    await onServer(cloned.url, (name) => `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    await cutConnections(cloned.url);
    await expect(tracks.append(drive(90))).rejects.toThrow(/The database (cannot be reached|refuses)/);
    expect((await tracks.log.health()).ok).toBe(false);
    await onServer(cloned.url, (name) => `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    await onServer(cloned.url, (name) => `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await cutConnections(cloned.url);
    await expect(tracks.append(drive(90))).rejects.toThrow('The database is read-only');
    await onServer(cloned.url, (name) => `ALTER DATABASE ${name} SET default_transaction_read_only = off`);
    await cutConnections(cloned.url);
    await until(() =>
      tracks.append(drive(120)).then(
        (result) => result.duplicate >= 13,
        () => false,
      ),
    );
    await tracks.untilClosed();
    expect((await tracks.log.health()).ok).toBe(true);
    expect((await tracks.dump()).length).toBeGreaterThan(5);
  });
});
