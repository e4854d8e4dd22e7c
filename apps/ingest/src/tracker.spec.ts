import request from 'supertest';
import { listFixes, listRejectedFixes } from '#store';
import {
  expectProblem,
  type IngestApp,
  listKept,
  startIngestApp,
  vehicleOf,
} from '../../../test/support/ingest-app.js';

const NOW = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;
const TOKEN = 'device-one-token-0001';

describe('/t/<token>', () => {
  let ingest: IngestApp;

  beforeAll(async () => {
    ingest = await startIngestApp(NOW, {
      vehicles: [vehicleOf('V1')],
      devices: [{ code: 'D1', token: TOKEN }],
      assignments: [{ deviceCode: 'D1', vehicleCode: 'V1', fromAt: 0 }],
    });
  });
  beforeEach(() => ingest.clear());
  afterAll(() => ingest.stop());

  const http = (): ReturnType<typeof request> => request(ingest.app.getHttpServer());
  const fixes = () => listFixes(ingest.database, { vehicleId: 1, fromAt: 0, toAt: NOW });
  const rejected = () => listRejectedFixes(ingest.database, 1);

  const at = `timestamp=${(NOW - MINUTE) / 1000}`;
  const form = `id=1&${at}&lat=36.561&lon=136.656&speed=10&bearing=90&accuracy=4&batt=50`;

  it('stores the query string of Traccar Client 8, by GET and by POST', async () => {
    const get = await http().get(`/t/${TOKEN}?${form}`);
    const post = await http().post(`/t/${TOKEN}?${form}`);
    expect([get.status, get.body]).toEqual([200, { accepted: 1, duplicate: 0, rejected: [] }]);
    expect([post.status, post.body]).toEqual([200, { accepted: 0, duplicate: 1, rejected: [] }]);
    expect(await fixes()).toMatchObject([{ fixAt: NOW - MINUTE, speedMps: 5.14, headingDeg: 90 }]);
  });

  it('stores the form of Traccar Client 10', async () => {
    const response = await http().post(`/t/${TOKEN}?blade=down`).type('form').send(form);
    expect([response.status, response.body.accepted]).toEqual([200, 1]);
    expect(await fixes()).toMatchObject([{ blade: true, spreader: null }]);
  });

  it('stores the JSON of Traccar Client 9 and the array', async () => {
    const location = (minutes: number): object => ({
      timestamp: new Date(NOW - minutes * MINUTE).toISOString(),
      coords: { latitude: 36.561, longitude: 136.656, speed: 5, heading: -1, accuracy: 4 },
    });
    const body = [1, 2].map((minutes) => ({ device_id: '1', location: location(minutes) }));
    expect((await http().post(`/t/${TOKEN}`).send(body)).body.accepted).toBe(2);
    expect(await fixes()).toMatchObject([{ headingDeg: null }, { speedMps: 5 }]);
  });

  it('answers OwnTracks with an empty list', async () => {
    const message = { _type: 'location', tst: (NOW - MINUTE) / 1000, lat: 36.561, lon: 136.656 };
    const response = await http().post(`/t/${TOKEN}`).send(message);
    expect([response.status, response.body]).toEqual([200, []]);
    expect(await fixes()).toHaveLength(1);
  });

  it('acknowledges a heartbeat and keeps nothing', async () => {
    const response = await http().post(`/t/${TOKEN}`).type('form').send(`id=1&${at}&batt=50`);
    expect([response.status, response.body]).toEqual([200, { accepted: 0, duplicate: 0, rejected: [] }]);
    expect(await listKept(ingest.database)).toEqual([]);
  });

  it.each([
    ['truncated JSON', '{"location":{"timestamp":"2026-01', 'unreadable'],
    ['a NaN latitude', `${at}&lat=NaN&lon=136`, 'position_not_a_number'],
    ['0/0', `${at}&lat=0&lon=0`, 'position_zero'],
    ['no time', 'lat=36&lon=136', 'time_missing'],
    ['400 km/h', `${at}&lat=36&lon=136&speed=216`, 'speed_out_of_range'],
  ])('acknowledges %s and keeps it with its reason', async (_name, body, reason) => {
    const response = await http().post(`/t/${TOKEN}`).set('Content-Type', 'application/json').send(body);
    expect(response.status).toBe(200);
    expect(response.body.rejected).toEqual([{ index: 0, reason, detail: expect.any(String) }]);
    expect(await rejected()).toMatchObject([{ reason, receivedAt: NOW }]);
  });

  it.each(['', 'json', 'text/plain; charset', 'application/octet-stream'])(
    'does not mind the content type %j',
    async (type) => {
      const response = await http().post(`/t/${TOKEN}`).set('Content-Type', type).send(form);
      expect([response.status, response.body.accepted]).toEqual([200, 1]);
    },
  );

  it('keeps at most 4 kB of what it cannot read', async () => {
    await http().post(`/t/${TOKEN}`).type('text').send('雪'.repeat(5_000));
    const [{ raw }] = await rejected();
    expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(4_096);
    expect(raw).toMatch(/^"雪+$/);
  });

  it('refuses a wrong token and a body over 1 MB', async () => {
    expectProblem(await http().get(`/t/wrong?${form}`), 401, /No device has this token/);
    expectProblem(await http().post(`/t/${TOKEN}`).type('text').send('x'.repeat(1_048_577)), 413, /1048576/);
    expect(await listKept(ingest.database)).toEqual([]);
  });

  it('answers 503 while the fix log takes nothing', async () => {
    await ingest.stopLog();
    expectProblem(await http().get(`/t/${TOKEN}?${form}`), 503, /again later/);
  });
});
