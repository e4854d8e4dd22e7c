import { jest } from '@jest/globals';
import request from 'supertest';
import { insertChange, type VehicleNow } from '#store';
import {
  HOUR_MS,
  type MapApiApp,
  NOW_AT,
  STAFF_TOKEN,
  segmentsOf,
  startMapApi,
} from '../support/map-api-app.js';

jest.setTimeout(60_000);

let api: MapApiApp;

beforeAll(async () => {
  api = await startMapApi();
});

afterAll(() => api?.stop());

const BEARER = { authorization: `Bearer ${STAFF_TOKEN}` };
const get = (url: string): request.Test => request(api.app.getHttpServer()).get(url).set(BEARER);
const post = (url: string, body: object): request.Test =>
  request(api.app.getHttpServer()).post(url).set(BEARER).send(body);

const T = '2026-01-25T22:00:00+09:00';

describe('events', () => {
  it.each([
    ['/api/storms', { area: 'all', startedAt: T, endedAt: null }],
    ['/api/snowfalls', { area: 'Z1', from: T, to: '2026-01-26T02:00:00+09:00', newSnowCm: 12 }],
    [
      '/api/work-states',
      { vehicle: 'P1', at: T, blade: true, spreader: null, workType: 'fresh_snow', source: 'button' },
    ],
    [
      '/api/dispatch-orders',
      { kind: 'city_order', routes: ['R1'], vehicles: ['P1'], orderedAt: T, targetFinishAt: null },
    ],
  ])('are kept once and listed: %s', async (url, event) => {
    expect((await post(url, event).expect(200)).body).toEqual({ accepted: 1 });
    expect((await post(url, [event]).expect(200)).body).toEqual({ accepted: 1 });
    const { body } = await get(url).expect(200);
    expect(body).toHaveLength(1);
    const fields = Object.entries(event).filter(
      ([, value]) => typeof value !== 'string' || !value.includes('T'),
    );
    expect(body[0]).toMatchObject(Object.fromEntries(fields));
  });

  it.each([
    ['/api/storms', { area: 'Z9', startedAt: T }, /Event 1: area="Z9" cannot be used, it must be all/],
    [
      '/api/storms',
      { area: 'all', startedAt: '2026-01-25T22:00:00' },
      /startedAt=.* must be ISO 8601 with a zone/,
    ],
    ['/api/storms', { area: 'all', startedAt: T, endedAt: T }, /endedAt.*later than startedAt/],
    ['/api/snowfalls', { area: 'all', from: T, to: T, newSnowCm: 1 }, /later than from/],
    ['/api/snowfalls', { area: 'all', from: T, to: '2026-01-26T02:00:00Z', newSnowCm: -1 }, /newSnowCm=-1/],
    ['/api/work-states', { vehicle: 'P9', at: T }, /vehicle="P9" cannot be used/],
    [
      '/api/work-states',
      [
        { vehicle: 'P1', at: T },
        { vehicle: 'P1', at: T, blade: 'down' },
      ],
      /Event 2: blade="down"/,
    ],
    [
      '/api/work-states',
      { vehicle: 'P1', at: T, workType: 'widening', activity: 'break' },
      /activity="break" cannot be used.*left out where the state says work/,
    ],
    ['/api/work-states', [7], /Event 1 is not an object/],
    [
      '/api/dispatch-orders',
      { kind: 'order', routes: [], vehicles: [], orderedAt: T },
      /kind="order".*city_order, self_dispatch/,
    ],
    [
      '/api/dispatch-orders',
      { kind: 'city_order', routes: ['R9'], vehicles: [], orderedAt: T },
      /codes of loaded routes/,
    ],
  ])('that cannot be used are refused by name: %s %j', async (url, event, sentence) => {
    const { body, headers } = await post(url, event).expect(400);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body.detail).toMatch(sentence);
  });

  it('that cannot be read are refused as a problem', async () => {
    const response = await request(api.app.getHttpServer())
      .post('/api/storms')
      .set({ ...BEARER, 'content-type': 'application/json' })
      .send('{"area":');
    expect(response.status).toBe(400);
    expect(response.body.detail).toBe('The body is not whole JSON and nothing was kept: send whole JSON.');
  });

  it('that are too large, and addresses that are none, are problems that say what to do', async () => {
    const large = await post('/api/storms', { area: 'x'.repeat(1_100_000) }).expect(413);
    expect(large.body.detail).toMatch(
      /^The body is too large and nothing was kept: send it in smaller parts\.$/,
    );
    const none = await request(api.app.getHttpServer()).get('/api/nothing').set(BEARER).expect(404);
    expect(none.body.detail).toBe('There is nothing at GET /api/nothing: check the address and the method.');
  });
});

/** The unit of the order above: called to work, and not heard of since. */
const NEVER_HEARD: VehicleNow = {
  vehicleId: 1,
  fixAt: null,
  receivedAt: null,
  latE6: null,
  lngE6: null,
  speedMps: null,
  headingDeg: null,
  directed: null,
  workKind: 'unknown',
  silentSince: Date.parse(T),
};

describe('roads', () => {
  it('say what holds, why, and who drove them', async () => {
    const [segment] = segmentsOf('本通り');
    await api.plow([2 * segment], NOW_AT - HOUR_MS);
    await insertChange(api.database, 'unit_silent', NEVER_HEARD);
    await api.caughtUp();
    const { body } = await get(`/api/segments/${segment}`).expect(200);
    expect(body).toMatchObject({
      name: '本通り',
      routeClass: 'city_1',
      route: { code: 'R1' },
      workZone: '第1工区',
      thresholdCm: 10,
      newSnowCm: 12,
      order: { targetFinishAt: null },
    });
    expect(body.passes).toMatchObject([
      { vehicleCode: 'P1', direction: 0, workKind: 'plowed', confidence: 0.99 },
    ]);
    expect(body.directions[1]).toMatchObject({ clearance: 'no_data', reason: 'unit_silent' });
    await get('/api/segments/99999').expect(404);
    await get('/api/segments/x').expect(404);
  });

  it('are found by position', async () => {
    const { body } = await get('/api/segments/at?lat=36.562&lng=136.6531').expect(200);
    expect(body.name).toBe('細道');
    await get('/api/segments/at?lat=36.9&lng=136.65').expect(404);
    await get('/api/segments/at?lat=36.562').expect(400);
  });

  it('belong to routes with progress and a corridor', async () => {
    const { body } = await get('/api/routes').expect(200);
    expect(body).toHaveLength(3);
    expect(body[0]).toMatchObject({
      code: 'R1',
      contractor: '北雪建設',
      complete: false,
      order: { kind: 'city_order' },
    });
    expect(body[0].plowedShare).toBeGreaterThan(0);
    const corridor = await get('/api/routes/R1/corridor').expect(200);
    expect(corridor.body.geometry.type).toMatch(/Polygon$/);
    await get('/api/routes/R9/corridor').expect(404);
  });

  it('belong to work zones with progress', async () => {
    const { body } = await get('/api/work-zones').expect(200);
    expect(body).toEqual([
      {
        ...{ code: 'Z1', name: '第1工区', contractor: '北雪建設', complete: false },
        ...{ lengthKm: expect.any(Number), plowedShare: expect.any(Number) },
      },
    ]);
    expect(body[0].lengthKm).toBeGreaterThan(1);
    expect(body[0].plowedShare).toBeGreaterThan(0);
  });
});

describe('vehicles', () => {
  it('have a track, empty where nothing was sent', async () => {
    const { body } = await get('/api/vehicles/P1/track').expect(200);
    expect(body).toEqual({ vehicleId: 1, fixes: [], path: [] });
    await get('/api/vehicles/P9/track').expect(404);
    await get('/api/vehicles/P1/track?from=yesterday').expect(400);
    await get('/api/vehicles/P1/track?from=2026-01-20T00:00:00Z&to=2026-01-24T00:00:00Z').expect(400);
  });

  it('are listed with their newest fix, and those that should have sent one', async () => {
    const vehicle = {
      vehicleId: 2,
      fixAt: NOW_AT,
      receivedAt: NOW_AT,
      latE6: 36_560_000,
      lngE6: 136_650_000,
    };
    const rest = { speedMps: 5, headingDeg: 90, directed: null, workKind: 'plowed', silentSince: null };
    await insertChange(api.database, 'positions', { vehicles: [{ ...vehicle, ...rest }] });
    await api.caughtUp();
    const { body } = await get('/api/vehicles').expect(200);
    expect(body).toMatchObject({
      clockRate: 1,
      vehicles: [
        { code: 'P1', fixAt: null, lat: null, silentSince: T.replace('+', '.000+') },
        { code: 'P2', contractor: '北雪建設', lat: 36.56, speedMps: 5, silentSince: null },
      ],
    });
  });
});
