import { jest } from '@jest/globals';
import request from 'supertest';
import { insertSnowfalls, insertStorms } from '#store';
import { CLEARANCE_WORDS, type Current, decodeState, type NetworkState, shownState } from '#wire';
import {
  HOUR_MS,
  type MapApiApp,
  NOW_AT,
  REGISTER,
  STREETS,
  segmentsOf,
  startMapApi,
} from '../support/map-api-app.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(60_000);

let api: MapApiApp;

beforeAll(async () => {
  api = await startMapApi();
  const storm = { area: 'all', startedAt: NOW_AT - 8 * HOUR_MS, endedAt: null };
  const snow = { area: 'all', fromAt: NOW_AT - 8 * HOUR_MS, toAt: NOW_AT - 3 * HOUR_MS, newSnowCm: 15 };
  await api.database.transaction(async (tx) => {
    await insertStorms(tx, [storm], NOW_AT);
    await insertSnowfalls(tx, [snow], NOW_AT);
  });
});

afterAll(() => api?.stop());

const get = (url: string, from = api): request.Test => request(from.app.getHttpServer()).get(url);

const readState = async (from = api): Promise<NetworkState> => {
  const response = await get('/state/current', from).buffer(true).parse(asBytes).expect(200);
  return decodeState(new Uint8Array(response.body));
};

const asBytes = (response: request.Response, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
};

const shown = (state: NetworkState, street: string): string[] => [
  ...new Set(segmentsOf(street).map((s) => CLEARANCE_WORDS[shownState(state, s).clearance])),
];

const both = (street: string): number[] => segmentsOf(street).flatMap((s) => [2 * s, 2 * s + 1]);
const forward = (street: string): number[] => segmentsOf(street).map((s) => 2 * s);

const untilShown = (street: string, word: string): Promise<void> =>
  waitUntil(async () => shown(await readState(), street)[0] === word, { what: `${street} to be ${word}` });

describe('the state', () => {
  it('follows storm, snow and passes', async () => {
    await untilShown('本通り', 'due');
    const state = await readState();
    expect(shown(state, '消雪通り')).toEqual(['melting_pipe']);
    expect(shown(state, 'トンネル')).toEqual(['not_target']);
    expect(shown(state, '私道')).toEqual(['not_target']);
    expect(shown(state, '高しきい通り')).toEqual(['not_target']);
    expect(state).toMatchObject({ networkHash: STREETS.hash, stormOn: true, clockRate: 1 });
  });

  it('needs both directions of a wide road, and one of a narrow or one-way road', async () => {
    await api.plow([...forward('本通り'), ...forward('細道'), ...forward('一方通行')], NOW_AT - HOUR_MS);
    await untilShown('細道', 'cleared');
    const state = await readState();
    expect(shown(state, '一方通行')).toEqual(['cleared']);
    expect(shown(state, '本通り')).toEqual(['due']);
    await api.plow(both('本通り'), NOW_AT - HOUR_MS / 2);
    await untilShown('本通り', 'cleared');
    const [segment] = segmentsOf('本通り');
    expect(shownState(await readState(), segment).plowedAtMin).toBe(
      Math.floor((NOW_AT - HOUR_MS / 2) / 60_000),
    );
  });

  it('never becomes clear by salting or passing', async () => {
    await api.plow(both('高しきい通り'), NOW_AT - HOUR_MS, 'treated');
    const [segment] = segmentsOf('高しきい通り');
    await waitUntil(async () => shownState(await readState(), segment).treated, { what: 'treated' });
    expect(shown(await readState(), '高しきい通り')).toEqual(['not_target']);
  });
});

describe('after the storm', () => {
  it('keeps unplowed roads due for a day, then says that nothing is known', async () => {
    const later = await startMapApi();
    try {
      const storm = { area: 'all', startedAt: NOW_AT - 8 * HOUR_MS };
      const snow = { area: 'all', fromAt: storm.startedAt, toAt: NOW_AT - 3 * HOUR_MS, newSnowCm: 15 };
      await later.database.transaction(async (tx) => {
        await insertStorms(tx, [{ ...storm, endedAt: null }], NOW_AT);
        await insertStorms(tx, [{ ...storm, endedAt: NOW_AT - HOUR_MS }], NOW_AT);
        await insertSnowfalls(tx, [snow], NOW_AT);
      });
      const untilStreet = (word: string): Promise<void> =>
        waitUntil(async () => shown(await readState(later), '本通り')[0] === word, { what: word });
      await untilStreet('due');
      expect(await readState(later)).toMatchObject({ stormOn: false });
      later.clock.at = NOW_AT + 23 * HOUR_MS;
      await untilStreet('no_data');
    } finally {
      await later.stop();
    }
  });
});

describe('public answers', () => {
  it('are compressed, tagged and cached as the architecture says', async () => {
    const response = await get('/current.json')
      .set('accept-encoding', 'br, gzip')
      .buffer(true)
      .parse(asBytes);
    expect(response.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=5, stale-while-revalidate=60, stale-if-error=86400',
      vary: 'accept-encoding',
    });
    // supertest has undone the brotli.
    const current = JSON.parse(response.body.toString()) as Current;
    expect(current).toMatchObject({ empty: false, segmentCount: STREETS.segmentCount, clockRate: 1 });
    expect(current.asOfAt).toBe('2026-01-26T06:00:00.000+09:00');
    const { etag } = response.headers;
    for (const tags of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      await get('/current.json').set({ 'accept-encoding': 'br', 'if-none-match': tags }).expect(304);
    }
    const plain = await get('/current.json').set({ 'accept-encoding': 'identity', 'if-none-match': etag });
    expect(plain.status).toBe(200);
  });

  it('offer the tiles by TileJSON, immutable, empty ones as 204', async () => {
    const { body } = await get('/tiles.json').expect(200);
    expect(body).toMatchObject({ tilejson: '3.0.0', minzoom: 9, maxzoom: 14 });
    expect(body.vector_layers.map((layer: { id: string }) => layer.id)).toHaveLength(7);
    const [west, south] = STREETS.bounds;
    const x = Math.floor(((west + 180) / 360) * 2 ** 14);
    const sin = Math.sin((south * Math.PI) / 180);
    const y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** 14);
    const address = new URL(body.tiles[0]).pathname.replaceAll('%7B', '{').replaceAll('%7D', '}');
    const tile = address.replace('{z}', '14').replace('{x}', String(x)).replace('{y}', String(y));
    const response = await get(tile).expect(200);
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await get(address.replace('{z}/{x}/{y}', '14/0/0')).expect(204);
    await get(address.replace('{z}/{x}/{y}', '22/1/1')).expect(204);
    await get('/tiles/0000000000000000/14/0/0.mvt').expect(404);
    await get('/tiles/..%2f..%2fcurrent/1/1/1.mvt').expect(404);
  });

  it('name areas and find the one of a position', async () => {
    const { body } = await get('/areas.json').expect(200);
    expect(body.areas[0]).toMatchObject({ name: '片町' });
    const at = await get('/areas/at?lat=36.56&lng=136.651').expect(200);
    expect(at.body.cell).toMatch(/^88/);
    await get('/areas/at?lat=0&lng=0').expect(404);
    const wrong = await get('/areas/at?lat=north&lng=0').expect(400);
    expect(wrong.body).toMatchObject({ status: 400, detail: expect.stringContaining('lat must be degrees') });
  });

  it('carry no vehicle, plate, contractor or depot', async () => {
    for (const url of ['/current.json', '/areas.json', '/tiles.json']) {
      const { text } = await get(url);
      for (const secret of [
        'P1',
        REGISTER.vehicles[0].plateNo,
        REGISTER.contractors[0].name,
        'vehicleId',
        '136.651234',
        'device-token-1',
      ]) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe('the web', () => {
  it('says what to run when it was not built, with headers that keep strangers out', async () => {
    for (const url of ['/', '/staff']) {
      const response = await get(url).expect(200);
      expect(response.text).toContain('npm run build:web');
      expect(response.headers['content-security-policy']).toContain("default-src 'self'");
      expect(response.headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('without a network', () => {
  it('says so everywhere', async () => {
    const empty = await startMapApi({ network: null });
    try {
      const agent = request(empty.app.getHttpServer());
      const { body } = await agent.get('/current.json').expect(200);
      expect(body).toMatchObject({ empty: true, networkHash: '', tilesHash: '' });
      const state = await agent.get('/state/current').expect(404);
      expect(state.body.detail).toContain('npm run roads');
      await agent.get('/tiles.json').expect(404);
    } finally {
      await empty.stop();
    }
  });
});
