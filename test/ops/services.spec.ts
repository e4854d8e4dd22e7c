import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BODY_LIMIT_BYTES } from '#server';
import { type Current, decodeState } from '#wire';
import { ask, bodyOf, coded, jsonOf, type Question } from '../support/ask.js';
import { SECRETS } from '../support/compose/deployment.js';
import { isHealthy, RunningCompose, STRANGER } from '../support/compose/running-compose.js';
import { EventStream } from '../support/event-stream.js';
import { describeWithPrograms } from '../support/programs.js';
import { tileAt } from '../support/tile-at.js';
import { waitUntil } from '../support/wait-until.js';

const STAFF = { authorization: `Bearer ${SECRETS.STAFF_TOKEN}` };
const DEVICE_TOKEN = 'a-token-that-no-log-may-show';
const DEVICE = { authorization: `Bearer ${DEVICE_TOKEN}`, 'content-type': 'application/json' };
const LATITUDE = '36.5613';
const LIVE = 'public, max-age=5, stale-while-revalidate=60, stale-if-error=86400';
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
/** Then the time to fetch a new state while the old one stands in is over too, and only stale-if-error is left. */
const REVALIDATED_FOR_MS = 66_000;

const CODINGS = ['br', 'gzip', 'identity'];
const nowS = (): number => Math.floor(Date.now() / 1000);
const phoneFix = (): string => `/t/${DEVICE_TOKEN}?id=1&lat=${LATITUDE}&lon=136.6562&timestamp=${nowS()}`;

let running: RunningCompose;
let publicDiedAt: number;

const current = async (): Promise<Current> => jsonOf<Current>(await running.residents('/current.json'));

describeWithPrograms('The services of docker-compose.yml', ['nginx', 'wget', 'java', 'mvn'], () => {
  beforeAll(async () => {
    running = await RunningCompose.start();
  }, 120_000);

  afterAll(() => running?.stack.dispose(), 60_000);

  it('are healthy by their own checks, before there are any roads', async () => {
    const names = running.servers.map(({ name }) => name);
    expect(names.sort()).toEqual(['ingest-1', 'public-1', 'staff-1', 'tracks-1', 'tracks-2']);
    for (const server of running.servers) await isHealthy(server);
    expect(await running.stack.isBrokerHealthy()).toBe(true);
    expect((await current()).empty).toBe(true);
    expect((await running.residents('/state/current')).status).toBe(404);
  }, 300_000);

  it('show the demo storm', async () => {
    const { demo, tools } = running;
    const isShown = async () => {
      const { empty, summary } = await current();
      return !empty && summary.vehiclesAtWork > 0 && summary.clearedKm > 0;
    };
    demo.start();
    await waitUntil(isShown, { what: 'plowed roads on the map', withinMs: 300_000, everyMs: 500 });
    expect(await demo.stop()).toBe(0);
    tools.start();
    expect(await tools.ended()).toBe(0);
    expect(tools.log).toMatch(/^\{"vehicle":/m);
  }, 360_000);

  it('give the pages with their headers, compressed as they were made', async () => {
    const page = await running.residents('/', coded('gzip, deflate, br'));
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(bodyOf(page).toString())![1];
    const built = readFileSync(path.join('dist/web', script));
    for (const encoding of CODINGS) {
      const answer = await running.residents(script, coded(encoding));
      expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding);
      expect(answer.headers['cache-control']).toBe(FOR_A_YEAR);
      expect(bodyOf(answer).equals(built)).toBe(true);
    }
  });

  it('keep the state by its own rules, a body for each coding', async () => {
    const { segmentCount } = await current();
    const state = (question: Question) => running.residents('/state/current', question);
    for (const encoding of CODINGS) {
      const answer = await state(coded(encoding));
      expect(answer.headers).toMatchObject({ 'cache-control': LIVE, vary: 'accept-encoding' });
      expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding);
      expect(decodeState(bodyOf(answer)).segmentCount).toBe(segmentCount);
    }
    expect((await state(coded('br;q=0, gzip;q=0.5'))).headers['content-encoding']).toBe('gzip');
    const isUnchanged = async () => {
      const { etag } = (await state(coded('br'))).headers;
      const again = await state({ headers: { 'accept-encoding': 'br', 'if-none-match': etag! } });
      return again.status === 304 && again.body.length === 0;
    };
    await waitUntil(isUnchanged, { what: 'an answer that nothing is new' });
    await waitUntil(async () => (await state(coded('br'))).headers['x-cache'] === 'HIT', {
      what: 'a kept answer',
    });
  });

  it('give the tiles, whose address nobody else can bend', async () => {
    const tilesOf = async (headers: Record<string, string>) =>
      jsonOf<{ tiles: string[]; bounds: number[]; minzoom: number }>(
        await running.residents('/tiles.json', { headers }),
      );
    await tilesOf({ 'x-forwarded-host': 'elsewhere.example', forwarded: 'host=elsewhere.example' });
    const { tiles, bounds, minzoom } = await tilesOf({});
    expect(tiles[0]).toMatch(new RegExp(`^${running.stack.urlOf('8080')}/tiles/[0-9a-f]{16}/`));
    expect((await tilesOf({ 'x-forwarded-proto': 'https' })).tiles[0]).toMatch(/^https:/);
    const url = tiles[0].replace('{z}/{x}/{y}', tileAt(bounds, minzoom));
    const first = await ask(url, coded('br'));
    const second = await ask(url, coded('br'));
    expect(second.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'br',
      'cache-control': FOR_A_YEAR,
      'x-cache': 'HIT',
    });
    expect(second.body.equals(first.body)).toBe(true);
    expect(bodyOf(await ask(url, coded('gzip'))).equals(bodyOf(first))).toBe(true);
  });

  it('keep nowhere where somebody is', async () => {
    const answer = await running.residents(`/areas/at?lat=${LATITUDE}&lng=136.6562`);
    expect([answer.status, answer.headers['x-cache']]).toEqual([200, undefined]);
  });

  it('go on answering when the public process has died', async () => {
    await running.residents('/');
    expect(await running.get('public').stop()).toBe(0);
    publicDiedAt = Date.now();
    expect((await running.residents('/state/current', coded('br'))).status).toBe(200);
    expect((await running.residents('/')).status).toBe(200);
    const neverAsked = await running.residents('/areas.json');
    expect(neverAsked.status).toBe(503);
    expect(neverAsked.headers).toMatchObject({
      'retry-after': '5',
      'content-type': 'application/problem+json',
    });
  });

  it('go on with the storm when the demo is started again, and leave alone what is not of the demo', async () => {
    const { demo } = running;
    const isSentAgain = () => demo.log.split('then live').length === 3;
    demo.start();
    await waitUntil(isSentAgain, { what: 'the storm to be sent again', withinMs: 120_000 });
    expect(await demo.stop()).toBe(0);
    expect(await running.query('SELECT DISTINCT started_at FROM storm')).toHaveLength(1);
    await running.addStranger(DEVICE_TOKEN);
    demo.start();
    expect(await demo.ended()).toBe(1);
    expect(demo.log).toContain("vehicles or roads here that are not the demo's");
  }, 240_000);

  it('take fixes from phones and boxes, and no larger body than ingest does', async () => {
    expect((await running.residents(phoneFix())).status).toBe(200);
    const fix = { at: new Date().toISOString(), lat: 36.5614, lng: 136.6563 };
    const post = (length: number) => {
      const body = JSON.stringify({ fixes: [fix] }).padEnd(length);
      return running.residents('/fixes', { method: 'POST', headers: DEVICE, body });
    };
    expect(jsonOf<{ accepted: number }>(await post(0)).accepted).toBe(1);
    expect((await post(BODY_LIMIT_BYTES)).status).toBe(200);
    const tooLarge = await post(BODY_LIMIT_BYTES + 1);
    expect(tooLarge.status).toBe(413);
    expect(jsonOf<{ detail: string }>(tooLarge).detail).toContain('nothing was kept');
    expect((await running.residents('/t/unknown?lat=1&lon=1')).status).toBe(401);
  });

  it('pass the id of a request on, or give one', async () => {
    const askWith = (id: string) => running.residents('/t/unknown', { headers: { 'x-request-id': id } });
    const sane = await askWith('phone.7:8');
    const wrong = await askWith('two words "');
    expect(sane.headers['x-request-id']).toBe('phone.7:8');
    expect(wrong.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    for (const answer of [sane, wrong]) {
      expect(jsonOf<{ requestId: string }>(answer).requestId).toBe(answer.headers['x-request-id']);
    }
  });

  it('tell staff what happens while it happens', async () => {
    expect((await running.staff('/api/vehicles')).status).toBe(401);
    expect((await running.staff('/staff')).headers['content-type']).toBe('text/html; charset=utf-8');
    // Nothing else happens meanwhile that could push an event through a buffer.
    const marks = () => running.query('SELECT 1 FROM track_mark');
    await waitUntil(async () => (await marks()).length === 0, {
      what: 'quiet',
      withinMs: 120_000,
      everyMs: 500,
    });
    const stream = await EventStream.open(`${running.stack.urlOf('8081')}/api/stream`, SECRETS.STAFF_TOKEN);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await stream.has('event: snapshot');
    expect((await running.residents(phoneFix())).status).toBe(200);
    await stream.has(`"code":"${STRANGER}"`);
    stream.close();
  }, 200_000);

  it('forward neither health nor metrics, and no staff route to residents', async () => {
    for (const url of ['/metrics', '/health/ready', '//metrics', '/%6detrics', '/x/../health/live']) {
      const statuses = [(await running.residents(url)).status, (await running.staff(url)).status];
      expect([url, ...statuses]).toEqual([url, 404, 404]);
    }
    expect((await ask(`${running.stack.innerUrlOf('ingest')}/metrics`)).status).toBe(200);
    expect((await ask(`${running.stack.innerUrlOf('staff')}/health/live`)).status).toBe(200);
    expect((await running.residents('/api/vehicles', { headers: STAFF })).status).not.toBe(200);
  });

  it('tell in no log which token a phone has, also when ingest has died', async () => {
    const ingest = running.get('ingest');
    expect(await ingest.stop()).toBe(0);
    const answer = await running.residents(phoneFix());
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    ingest.start();
    await isHealthy(ingest);
    await waitUntil(async () => (await running.residents(phoneFix())).status === 200, {
      what: 'ingest again',
    });
    await running.residents(`/%74/${DEVICE_TOKEN}`);
    await running.staff(`/staff?token=${SECRETS.STAFF_TOKEN}`);
    const lines = readFileSync(running.nginx.outFile, 'utf8').trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { uri: string; status: number });
    expect(told).toContainEqual(expect.objectContaining({ uri: '/t/***', status: 503 }));
    expect(told).toContainEqual(expect.objectContaining({ uri: '/staff', status: 200 }));
    for (const { log } of [running.nginx, ...running.servers]) {
      for (const secret of [DEVICE_TOKEN, SECRETS.STAFF_TOKEN, LATITUDE]) expect(log).not.toContain(secret);
    }
  }, 120_000);

  it('answer with an old state because of the error alone, and with a new one when the process is back', async () => {
    await pause(Math.max(0, publicDiedAt + REVALIDATED_FOR_MS - Date.now()));
    const old = await running.residents('/state/current', coded('br'));
    expect([old.status, old.headers['x-cache']]).toEqual([200, 'STALE']);
    running.get('public').start();
    await isHealthy(running.get('public'));
    const isNew = async () =>
      (await running.residents('/state/current', coded('br'))).headers.etag !== old.headers.etag;
    await waitUntil(isNew, { what: 'a new state', everyMs: 500 });
    expect(await running.nginx.isHealthy()).toBe(true);
  }, 180_000);

  it('write nothing into their images, and end when they are told to', async () => {
    expect(running.stack.writtenIntoImages).toEqual([]);
    for (const container of [...running.servers, running.nginx]) {
      expect([container.name, await container.stop()]).toEqual([container.name, 0]);
    }
  }, 120_000);
});
