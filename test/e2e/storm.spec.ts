import request from 'supertest';
import { type Areas, type Current, decodeState, type SegmentDetail, type VehicleTrack } from '#wire';
import { startTownServer, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

describe('one storm, from the plow to the residents', () => {
  let server: TownServer;
  const staff = () => ({ authorization: `Bearer ${server.staffToken}` });

  beforeAll(async () => {
    server = await startTownServer();
    await server.sendStorm();
  }, 120_000);
  afterAll(() => server.dispose());

  it('stores every sent fix exactly once', async () => {
    const sent = new Set(
      server.storm.uploads.flatMap(({ vehicleCode, fixes }) =>
        fixes.map((fix) => `${vehicleCode} ${JSON.stringify(fix)}`),
      ),
    );
    const [{ stored }] = await server.database.query<{ stored: number }>(
      'SELECT count(*) AS stored FROM fix',
    );
    expect(stored).toBe(sent.size);
  });

  it('credits most of what was really plowed, and little else', async () => {
    const rows = await server.database.query<{ directed: number }>(
      "SELECT DISTINCT segment * 2 + direction AS directed FROM pass WHERE work_kind = 'plowed' AND to_cm - from_cm > 0",
    );
    const matched = new Set(rows.map((row) => row.directed));
    const truth = new Set(
      server.storm.truth
        .filter((pass) => pass.workKind === 'plowed' && pass.heard)
        .map((pass) => pass.segment * 2 + pass.direction),
    );
    const right = [...truth].filter((directed) => matched.has(directed)).length;
    expect(right / truth.size).toBeGreaterThan(0.9);
  });

  it('publishes a state in which plowed streets are cleared', async () => {
    let cleared = 0;
    await waitUntil(async () => {
      const response = await request(server.url)
        .get('/state/current')
        .buffer(true)
        .parse(readBytes as never)
        .expect(200);
      const state = decodeState(new Uint8Array(response.body as Buffer));
      cleared = state.plowedAtMin.filter((minute) => minute > 0).length;
      return cleared > 50;
    });
    const current = (await request(server.url).get('/current.json').expect(200)).body as Current;
    expect(current).toMatchObject({ empty: false, clockRate: 60 });
    expect(current.summary.clearedKm).toBeGreaterThan(1);
    const areas = (await request(server.url).get('/areas.json').expect(200)).body as Areas;
    expect(areas.areas.length).toBeGreaterThan(0);
  });

  it('shows staff a vehicle, its track and a segment with its passes', async () => {
    const vehicles = (await request(server.url).get('/api/vehicles').set(staff()).expect(200)).body as {
      vehicleId: number;
    }[];
    const list = Array.isArray(vehicles)
      ? vehicles
      : (vehicles as { vehicles: { vehicleId: number }[] }).vehicles;
    expect(list.length).toBeGreaterThan(1);
    const track = (
      await request(server.url)
        .get(`/api/vehicles/${list[0].vehicleId}/track`)
        .query({
          from: new Date(server.storm.startAt).toISOString(),
          to: new Date(server.storm.endAt).toISOString(),
        })
        .set(staff())
        .expect(200)
    ).body as VehicleTrack;
    expect(track.fixes.length).toBeGreaterThan(100);
    expect(track.path.length).toBeGreaterThan(0);
    const [{ segment }] = await server.database.query<{ segment: number }>(
      "SELECT segment FROM pass WHERE work_kind = 'plowed' LIMIT 1",
    );
    const detail = (await request(server.url).get(`/api/segments/${segment}`).set(staff()).expect(200))
      .body as SegmentDetail;
    expect(detail.passes.map((pass) => pass.workKind)).toContain('plowed');
  });

  it('gives no vehicle, plate, company or depot to the public', async () => {
    const texts = await Promise.all(
      ['/current.json', '/areas.json', '/tiles.json'].map(
        async (path) => (await request(server.url).get(path)).text,
      ),
    );
    const [{ secrets }] = await server.database.query<{ secrets: string[] }>(
      "SELECT array_agg(x) AS secrets FROM (SELECT code AS x FROM vehicle UNION SELECT plate_no FROM vehicle WHERE plate_no <> '' UNION SELECT name FROM contractor) s",
    );
    for (const secret of secrets) expect(texts.join('\n')).not.toContain(secret);
  });

  it('answers unknown addresses with problem+json', async () => {
    const response = await request(server.url).get('/nowhere').expect(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });
});

const readBytes = (
  response: NodeJS.ReadableStream,
  done: (error: Error | null, body: Buffer) => void,
): void => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
};
