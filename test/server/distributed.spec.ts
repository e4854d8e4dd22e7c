import { jest } from '@jest/globals';
import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { Distributed, STAFF_TOKEN } from '../support/distributed.js';
import { EMPTY_REGISTER, vehicleOf } from '../support/ingest-app.js';
import type { ServerProcess } from '../support/server-process.js';
import { waitUntil } from '../support/wait-until.js';
import { FixStream } from './fix-stream.js';
import { Scrape } from './scrape.js';
import { entriesOf } from './server-log.js';

const TOKEN = 'distributed-device';
const MANY_FIXES = 4_000;

jest.setTimeout(180_000);

let stack: Distributed;
let database: Database;

beforeAll(async () => {
  stack = await Distributed.start({ clock: 'system', environment: { LOG_LEVEL: 'info' } });
  database = new Database(stack.postgres.url, { max: 1 });
  await loadRegister(database, {
    ...EMPTY_REGISTER,
    vehicles: [vehicleOf('P1')],
    devices: [{ code: 'D1', token: TOKEN }],
    assignments: [{ deviceCode: 'D1', vehicleCode: 'P1', fromAt: 0 }],
  });
});

afterAll(async () => {
  await database?.close();
  await stack?.dispose();
});

const storedSeqs = async (): Promise<Set<number>> => {
  const rows = await database.query<{ key: string }>('SELECT key::text AS key FROM fix');
  return new Set(rows.map(({ key }) => Number(key)));
};

const untilStored = (seqs: readonly number[]): Promise<void> =>
  waitUntil(
    async () => {
      const stored = await storedSeqs();
      return seqs.every((seq) => stored.has(seq));
    },
    { what: 'every acknowledged fix to be stored' },
  );

/** Ends a process as its supervisor does, which then starts it again. */
const drainAndStartAgain = async (server: ServerProcess): Promise<void> => {
  expect(await server.end('SIGTERM')).toBe(0);
  await server.start();
};

const sumOfTracks = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
  const scrapes = await Promise.all(stack.tracks.map(({ url }) => Scrape.of(url)));
  return scrapes.reduce((sum, scrape) => sum + (scrape.sum(name, labels) || 0), 0);
};

describe('the five processes on Kafka', () => {
  it('move the metrics of each with the traffic', async () => {
    const stream = new FixStream(stack.ingest.url, TOKEN);
    await stream.untilAcknowledged(MANY_FIXES);
    stream.stop();
    await stream.ended();
    await untilStored(stream.acknowledged);
    const ingest = await Scrape.of(stack.ingest.url);
    expect(ingest.sum('yukimichi_fixes_acknowledged_total')).toBe(stream.acknowledged.length);
    expect(ingest.sum('yukimichi_append_records_sum')).toBe(stream.acknowledged.length);
    expect(ingest.sum('yukimichi_acknowledgement_duration_seconds_count')).toBeGreaterThan(0);
    expect(await sumOfTracks('yukimichi_fixes_stored_total')).toBe(stream.acknowledged.length);
    expect(await sumOfTracks('yukimichi_stored_batch_records_sum')).toBe(stream.acknowledged.length);
    expect(
      await sumOfTracks('yukimichi_transaction_duration_seconds_count', { kind: 'fixes' }),
    ).toBeGreaterThan(0);
    await waitUntil(async () => (await sumOfTracks('yukimichi_log_lag_records')) === 0);
    expect(await sumOfTracks('yukimichi_log_lag_seconds')).toBe(0);
    const staff = await Scrape.of(stack.staff.url);
    expect(staff.sum('yukimichi_published_state_age_seconds')).toBeLessThan(60);
    expect((await Scrape.of(stack.publicPlane.url)).sum('yukimichi_served_state_bytes')).toBeGreaterThan(0);
  });

  it('show every partition of the log in one of the tracks processes', async () => {
    const scrapes = await Promise.all(stack.tracks.map(({ url }) => Scrape.of(url)));
    const partitions = scrapes.flatMap(({ families }) =>
      families.get('yukimichi_log_lag_records')!.samples.map(({ labels }) => Number(labels.partition)),
    );
    expect(partitions.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('tell residents nothing of vehicles, fixes or staff', async () => {
    const { names } = await Scrape.of(stack.publicPlane.url);
    expect(names.filter((name) => /staff|vehicle|fix|track|device|log/.test(name))).toEqual([]);
  });

  it('drain under load without losing an acknowledged fix', async () => {
    const stream = new FixStream(stack.ingest.url, TOKEN, { connections: 4, firstSeq: 1_000_000 });
    await stream.untilAcknowledged(MANY_FIXES);
    for (const tracks of stack.tracks) await drainAndStartAgain(tracks);
    await drainAndStartAgain(stack.staff);
    await stream.untilAcknowledged(stream.acknowledged.length + MANY_FIXES);
    const code = stack.ingest.end('SIGTERM');
    await stream.ended();
    expect(await code).toBe(0);
    await untilStored(stream.acknowledged);
    expect([...stream.statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await stack.ingest.start();
    expect(await stack.isReady()).toBe(true);
  });

  it('write nothing but JSON lines', async () => {
    const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
    expect((await fetch(`${stack.staff.url}/api/vehicles`, { headers })).status).toBe(200);
    const names = ['ingest', 'tracks', 'tracks', 'staff', 'public'];
    stack.processes.forEach((server, i) => {
      expect(new Set(entriesOf(server.log).map((entry) => entry.process))).toEqual(new Set([names[i]]));
    });
  });
});
