import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { EMPTY_REGISTER } from '../support/ingest-app.js';
import { startTownServer, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';
import { Scrape } from './scrape.js';

const DEVICE = { code: 'probe-device', token: 'a-probe-token-that-no-label-holds' };

/** Counters and histograms that the traffic below moves. */
const MOVED = [
  'yukimichi_fixes_acknowledged_total',
  'yukimichi_append_records_count',
  'yukimichi_acknowledgement_duration_seconds_count',
  'yukimichi_fixes_stored_total',
  'yukimichi_stored_batch_records_sum',
  'yukimichi_passes_written_total',
  'yukimichi_rematches_total',
  'yukimichi_http_request_duration_seconds_count',
];

describe('the metrics of the embedded process', () => {
  let server: TownServer;
  let before: Scrape;
  let after: Scrape;

  const post = (path: string, body: string): Promise<Response> =>
    fetch(`${server.url}${path}`, { method: 'POST', body });

  beforeAll(async () => {
    server = await startTownServer();
    before = await Scrape.of(server.url);
    await loadRegister(server.database, {
      ...EMPTY_REGISTER,
      devices: [DEVICE],
      assignments: [{ deviceCode: DEVICE.code, vehicleCode: server.storm.uploads[0].vehicleCode, fromAt: 0 }],
    });
    await server.sendStorm();
    const at = new Date(server.storm.startAt - 3_600_000).toISOString();
    const form = `id=1&lat=36.5&lon=136.6&timestamp=${at}`;
    for (const body of [form, form, 'lat=north&lon=136']) await post(`/t/${DEVICE.token}`, body);
    await post('/t/nobodys-token', form);
    await fetch(`${server.url}/nowhere/${DEVICE.token}`);
    await waitUntil(async () => (await Scrape.of(server.url)).sum('yukimichi_marks_waiting') === 0);
    after = await Scrape.of(server.url);
  }, 120_000);
  afterAll(() => server.dispose());

  it.each(MOVED)('move with the traffic: %s', (name) => {
    expect(after.sum(name)).toBeGreaterThan(before.sum(name) || 0);
  });

  it('tell repeats and rejected fixes apart', async () => {
    const moved = (name: string, labels = {}): number => after.sum(name, labels) - before.sum(name, labels);
    const [{ stored: inStore }] = await server.database.query<{ stored: number }>(
      'SELECT count(*) AS stored FROM fix',
    );
    expect(moved('yukimichi_fixes_stored_total')).toBe(inStore);
    expect(moved('yukimichi_fixes_duplicate_total')).toBeGreaterThan(0);
    expect(moved('yukimichi_fixes_rejected_total')).toBe(1);
    const sent = server.storm.uploads.reduce((sum, { fixes }) => sum + fixes.length, 0);
    // Repeats are acknowledged too, and the phone of the test sent two.
    expect(moved('yukimichi_fixes_acknowledged_total')).toBeGreaterThanOrEqual(sent + 2);
    const stored = moved('yukimichi_fixes_stored_total') + moved('yukimichi_fixes_duplicate_total');
    expect(stored).toBe(moved('yukimichi_fixes_acknowledged_total'));
  });

  it('count requests by route and status, never by address', () => {
    const requests = 'yukimichi_http_requests_total';
    expect(after.sum(requests, { route: '/t/:token', status: '200' })).toBe(3);
    expect(after.sum(requests, { route: '/t/:token', status: '401' })).toBe(1);
    expect(after.sum(requests, { route: 'none', status: '404' })).toBe(1);
    expect(after.sum(requests, { route: '/fixes', status: '200' })).toBeGreaterThan(1);
    const labels = JSON.stringify([...after.families.values()].flatMap(({ samples }) => samples));
    expect(labels).not.toContain(DEVICE.token);
    expect(labels).not.toContain('nobodys-token');
  });

  it('time both transactions', () => {
    for (const kind of ['fixes', 'passes']) {
      expect(after.sum('yukimichi_transaction_duration_seconds_count', { kind })).toBeGreaterThan(0);
    }
  });

  it('show what is open, how far all is behind, and what is published', () => {
    expect(after.sum('yukimichi_open_tracks')).toBeGreaterThanOrEqual(0);
    expect(after.sum('yukimichi_log_lag_records', { partition: '0' })).toBe(0);
    expect(after.sum('yukimichi_log_lag_seconds', { partition: '0' })).toBe(0);
    expect(before.sum('yukimichi_matching_lag_seconds')).toBeNaN();
    expect(after.sum('yukimichi_matching_lag_seconds', { since: 'fix' })).toBeGreaterThan(0);
    expect(after.sum('yukimichi_matching_lag_seconds', { since: 'receipt' })).toBeGreaterThanOrEqual(0);
    expect(after.sum('yukimichi_published_state_age_seconds')).toBeLessThan(60);
    expect(after.sum('yukimichi_published_state_bytes')).toBeGreaterThan(0);
    expect(after.sum('yukimichi_served_state_bytes')).toBeGreaterThan(0);
    expect(after.sum('process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  it('count the open live streams', async () => {
    const clients = async (): Promise<number> =>
      (await Scrape.of(server.url)).sum('yukimichi_staff_stream_clients');
    const ending = new AbortController();
    const stream = await fetch(`${server.url}/api/stream`, {
      headers: { authorization: `Bearer ${server.staffToken}` },
      signal: ending.signal,
    });
    expect(stream.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    await waitUntil(async () => (await clients()) === 1, { what: 'the stream to be counted' });
    ending.abort();
    await waitUntil(async () => (await clients()) === 0, { what: 'the end of the stream to be counted' });
    const durations = (await Scrape.of(server.url)).sum('yukimichi_http_request_duration_seconds_count', {
      route: '/api/stream',
    });
    expect(durations).toBeNaN();
  });

  it('stand behind the health of every part', async () => {
    const ready = (await (await fetch(`${server.url}/health/ready`)).json()) as { info: object };
    expect(Object.keys(ready.info).sort()).toEqual([
      'changes',
      'database',
      'devices',
      'fixLog',
      'follower',
      'network',
      'published',
      'publisher',
    ]);
    const live = await (await fetch(`${server.url}/health/live`)).json();
    expect(live).toMatchObject({ status: 'ok', info: { follower: { status: 'up' } } });
  });
});
