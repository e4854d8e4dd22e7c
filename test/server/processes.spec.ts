import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { smallTown } from '#fixtures';
import { writeNetworkFile } from '#store';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { makeDataDir } from '../support/embedded-process.js';
import { LoopbackProxy } from '../support/loopback-proxy.js';
import { ServerProcess } from '../support/server-process.js';
import { TestPostgres } from '../support/test-postgres.js';
import { waitUntil } from '../support/wait-until.js';
import { Scrape } from './scrape.js';
import { entriesOf, messagesOf } from './server-log.js';

const SCRIPTS = {
  ingest: 'dist/apps/ingest/src/main.js',
  tracks: 'dist/apps/tracks/src/main.js',
  staff: 'dist/apps/map-api/src/staff-main.js',
  public: 'dist/apps/map-api/src/public-main.js',
};
const STAFF_TOKEN = 'processes-test';

/** Nothing listens there. */
const NOWHERE = '127.0.0.1:1';

interface Health {
  readonly status: string;
  readonly info: Record<string, { message?: string }>;
  readonly error: Record<string, { message?: string }>;
}

const started: ServerProcess[] = [];

const launch = async (
  name: keyof typeof SCRIPTS,
  environment: Record<string, string>,
): Promise<ServerProcess> => {
  const server = new ServerProcess({
    script: SCRIPTS[name],
    port: await findFreePort(),
    environment: { LOG_LEVEL: 'info', ...environment },
  });
  started.push(server);
  server.launch();
  return server;
};

const isListening = async (server: ServerProcess): Promise<boolean> =>
  (await fetch(`${server.url}/health/live`).catch(() => undefined))?.ok ?? false;

const health = async (server: ServerProcess): Promise<Health> =>
  (await fetch(`${server.url}/health/ready`)).json() as Promise<Health>;

let folder: string;

beforeEach(() => {
  folder = makeDataDir();
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('a process of the distributed way', () => {
  it.each([
    ['ingest', { DATABASE_URL: 'postgres://nowhere/x' }, 'KAFKA_BROKERS is not set, and ingest'],
    ['ingest', { KAFKA_BROKERS: NOWHERE }, 'DATABASE_URL is not set, and ingest'],
    ['tracks', { DATABASE_URL: 'postgres://nowhere/x' }, 'KAFKA_BROKERS is not set, and tracks'],
    ['tracks', { KAFKA_BROKERS: NOWHERE }, 'DATABASE_URL is not set, and tracks'],
    ['staff', { STAFF_TOKEN }, 'DATABASE_URL is not set, and staff'],
    ['staff', { DATABASE_URL: 'postgres://nowhere/x' }, 'STAFF_TOKEN or DATA_DIR is not set, and staff'],
    ['public', {}, 'PUBLISH_DIR is not set, and public'],
    ['public', { PUBLISH_DIR: '/tmp', AGE_BANDS_H: '1' }, 'AGE_BANDS_H="1" cannot be used'],
  ] as const)('%s with %j refuses to start, naming what is wrong', async (name, environment, sentence) => {
    const server = await launch(name, environment);
    expect(await server.ended()).toBe(1);
    const [entry, ...more] = entriesOf(server.log);
    expect(entry).toMatchObject({ level: 'fatal', process: name });
    expect(entry.message.startsWith(sentence)).toBe(true);
    expect(more).toEqual([]);
  });

  it.each(['ingest', 'tracks'] as const)('%s waits for Kafka and the database, and says so', async (name) => {
    const files = { NETWORK_FILE: path.join(folder, 'none.network') };
    const server = await launch(name, {
      KAFKA_BROKERS: NOWHERE,
      DATABASE_URL: `postgres://x@${NOWHERE}/x`,
      ...files,
    });
    await waitUntil(() => isListening(server), { what: `${name} to listen` });
    const { status, error } = await health(server);
    expect(status).toBe('error');
    const down = name === 'ingest' ? ['devices', 'fixLog'] : ['database', 'follower'];
    expect(Object.keys(error).sort()).toEqual(down);
    await waitUntil(() => messagesOf(server.log).some((message) => message.startsWith('Waiting for the')));
    await Scrape.of(server.url);
    expect(await server.end('SIGTERM')).toBe(0);
    const waiting = messagesOf(server.log).filter((message) =>
      message.startsWith('Waiting for the database'),
    );
    expect(waiting).toHaveLength(1);
    expect(messagesOf(server.log).at(-1)).toBe('Stopped.');
  });

  it('public serves what was published, with nothing but a folder, and tells its age', async () => {
    const publishDir = path.join(folder, 'public');
    mkdirSync(publishDir);
    const server = await launch('public', { PUBLISH_DIR: publishDir });
    await waitUntil(() => isListening(server), { what: 'public to listen' });
    expect((await health(server)).error.published.message).toMatch(/^Nothing has been published to /);
    expect((await fetch(`${server.url}/current.json`)).status).toBe(503);
    const scrape = await Scrape.of(server.url);
    expect(scrape.sum('yukimichi_served_state_age_seconds')).toBeNaN();
    expect(scrape.names.filter((name) => /staff|vehicle|fix|track|device/.test(name))).toEqual([]);
  });
});

describe('the staff process', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  }, 120_000);
  afterAll(() => postgres?.dispose());

  const launchStaff = (environment: Record<string, string> = {}): Promise<ServerProcess> =>
    launch('staff', {
      DATABASE_URL: postgres.url,
      STAFF_TOKEN,
      NETWORK_FILE: path.join(folder, 'town.network'),
      PUBLISH_DIR: path.join(folder, 'public'),
      PUBLISH_EVERY_S: '0.5',
      ...environment,
    });
  const askStaff = (server: ServerProcess): Promise<Response> =>
    fetch(`${server.url}/api/vehicles`, { headers: { authorization: `Bearer ${STAFF_TOKEN}` } });

  it('waits for a database that is not up yet, then works', async () => {
    await postgres.kill();
    const server = await launchStaff();
    await waitUntil(() => isListening(server), { what: 'staff to listen' });
    const { error } = await health(server);
    expect(Object.keys(error).sort()).toEqual(['changes', 'database', 'published', 'publisher']);
    expect(error.database.message).toMatch(/cannot be reached/);
    expect((await askStaff(server)).status).toBe(503);
    expect((await fetch(`${server.url}/api/vehicles`)).status).toBe(401);
    await waitUntil(() => messagesOf(server.log).some((message) => message.startsWith('Waiting for')));
    await postgres.revive();
    await waitUntil(() => server.isReady(), { what: 'staff to be ready' });
    expect((await askStaff(server)).status).toBe(200);
    const waiting = messagesOf(server.log).filter((message) => message.startsWith('Waiting for'));
    expect(waiting[0]).toBe(
      'Waiting for the database. The database cannot be reached: see that it runs and that its disk has room; this goes on by itself then.',
    );
    expect(await server.end('SIGTERM')).toBe(0);
  });

  it('takes up a road network that comes later; public shows what staff publishes', async () => {
    const server = await launchStaff();
    const residents = await launch('public', { PUBLISH_DIR: path.join(folder, 'public') });
    await waitUntil(() => server.isReady(), { what: 'staff to be ready' });
    await waitUntil(() => residents.isReady(), { what: 'public to be ready' });
    expect((await health(server)).info.network.message).toMatch(/No road network/);
    const isEmpty = async (): Promise<boolean> =>
      ((await (await fetch(`${residents.url}/current.json`)).json()) as { empty: boolean }).empty;
    expect(await isEmpty()).toBe(true);
    await writeNetworkFile(path.join(folder, 'town.network'), smallTown().network);
    await waitUntil(async () => !(await isEmpty()), { what: 'the residents to see the town' });
    await waitUntil(() => server.isReady(), { what: 'staff to be ready again' });
    expect(messagesOf(server.log)).toContain('Another road network is there. Starting again with it.');
    await waitUntil(async () => (await fetch(`${server.url}/tiles.json`)).ok, {
      what: 'staff to have tiles',
    });
    const served = await Scrape.of(residents.url);
    expect(served.sum('yukimichi_served_state_bytes')).toBeGreaterThan(0);
    expect(served.sum('yukimichi_served_state_age_seconds')).toBeLessThan(60);
    expect(served.sum('yukimichi_http_requests_total', { route: '/current.json' })).toBeGreaterThan(1);
    const published = await Scrape.of(server.url);
    expect(published.sum('yukimichi_published_state_bytes')).toBeGreaterThan(0);
    expect([await server.end('SIGTERM'), await residents.end('SIGTERM')]).toEqual([0, 0]);
  });

  it('serves each page in its own process only', async () => {
    const server = await launchStaff();
    const residents = await launch('public', { PUBLISH_DIR: path.join(folder, 'public') });
    await waitUntil(async () => (await isListening(server)) && (await isListening(residents)));
    const status = async (url: string): Promise<number> => (await fetch(url, { redirect: 'manual' })).status;
    expect(await status(`${server.url}/staff`)).toBe(200);
    expect(await status(`${server.url}/`)).toBe(302);
    expect(await status(`${residents.url}/`)).toBe(200);
    expect(await status(`${residents.url}/staff`)).toBe(404);
    expect(await status(`${residents.url}/api/vehicles`)).toBe(404);
  });

  it('ends with 1 and a sentence where the database holds it up for ever', async () => {
    const wire = await LoopbackProxy.start(postgres.port);
    const url = postgres.url.replace(`:${postgres.port}/`, `:${wire.port}/`);
    const server = await launchStaff({ DATABASE_URL: url });
    await waitUntil(() => server.isReady(), { what: 'staff to be ready' });
    wire.cut();
    await waitUntil(async () => !(await server.isReady()), { what: 'staff to see the cut' });
    expect(await server.end('SIGTERM')).toBe(1);
    expect(messagesOf(server.log).at(-1)).toBe(
      'Stopping took over 15 s: ended at once; nothing that was acknowledged is lost.',
    );
    await wire.stop();
  });
});
