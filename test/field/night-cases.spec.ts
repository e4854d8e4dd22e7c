import { jest } from '@jest/globals';
import { roadOfSegment } from '#domain';
import { smallTown } from '#fixtures';
import { listRejectedFixes } from '#store';
import { CLEARANCE_WORDS, decodeState, type NetworkState, type SegmentDetail, shownState } from '#wire';
import { Scrape } from '../server/scrape.js';
import { EventStream } from '../support/event-stream.js';
import { startTownServer, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

/** The cases of the field that need the whole system: devices, matching, staff stream and published state. */
jest.setTimeout(120_000);

const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
/** Storm seconds a second: ten minutes of silence pass in one. */
const SPEED = 600;
const { network } = smallTown();

let server: TownServer;
let nowAt: () => number;

beforeEach(async () => {
  const anchorAt = Date.now();
  const CLOCK = `storm@${new Date(START_AT).toISOString()}@${SPEED}@${new Date(anchorAt).toISOString()}`;
  nowAt = () => START_AT + (Date.now() - anchorAt) * SPEED;
  server = await startTownServer({ environment: { CLOCK } });
});

afterEach(() => server?.dispose());

const iso = (at: number): string => new Date(at).toISOString();
const segmentsOfRoad = (name: string): number[] =>
  [...network.roadOf.keys()].filter(
    (s) => roadOfSegment(network, s).name === name && network.lengthCm[s] >= 1_500,
  );

const post = async (path: string, body: object, token = server.staffToken): Promise<Response> => {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response;
};
const storm = (startedAt: number, endedAt: number | null): Promise<Response> =>
  post('/api/storms', {
    area: 'all',
    startedAt: iso(startedAt),
    endedAt: endedAt === null ? null : iso(endedAt),
  });
const snow = (fromAt: number, toAt: number, newSnowCm: number): Promise<Response> =>
  post('/api/snowfalls', { area: 'all', from: iso(fromAt), to: iso(toAt), newSnowCm });
const readState = async (): Promise<NetworkState> =>
  decodeState(new Uint8Array(await (await fetch(`${server.url}/state/current`)).arrayBuffer()));
/** What residents see of both directions of a road. */
const shownOf = async (road: string): Promise<string[]> => {
  const state = await readState();
  return [...new Set(segmentsOfRoad(road).map((s) => CLEARANCE_WORDS[shownState(state, s).clearance]))];
};
const untilShown = (road: string, words: readonly string[]): Promise<void> =>
  waitUntil(async () => JSON.stringify(await shownOf(road)) === JSON.stringify(words), {
    what: `${road} to be ${words}`,
  });
const sidesOf = async (road: string): Promise<string[]> => {
  const headers = { authorization: `Bearer ${server.staffToken}` };
  const response = await fetch(`${server.url}/api/segments/${segmentsOfRoad(road)[0]}`, { headers });
  const { directions } = (await response.json()) as SegmentDetail;
  return [...new Set(directions.map(({ clearance, reason }) => `${clearance} ${reason}`))];
};

it('case 7: a device that stamps local time as UTC is found at ingest, quarantined, and told of', async () => {
  const stream = await EventStream.open(`${server.url}/api/stream`, server.staffToken);
  const at = nowAt() - 5_000;
  const fixes = [at, at + 9 * 3_600_000, at + 9 * 3_600_000 - 10_000].map((each, seq) => ({
    ...{ at: iso(each), lat: 36.5605, lng: 136.6505, speedMps: 4, blade: true, seq },
  }));
  const receipt = (await (await post('/fixes', { fixes }, 'small-town-1')).json()) as object;
  const rejected = { reason: 'local_time_as_utc', detail: expect.stringContaining('time zone') };
  expect(receipt).toEqual({
    ...{ accepted: 1, duplicate: 0 },
    rejected: [
      { index: 1, ...rejected },
      { index: 2, ...rejected },
    ],
  });
  expect(await server.database.query('SELECT fix_at AS at FROM fix')).toHaveLength(1);
  const [{ id }] = await server.database.query<{ id: number }>("SELECT id FROM device WHERE code = 'D-1'");
  expect((await listRejectedFixes(server.database, id)).map(({ reason }) => reason)).toEqual([
    'local_time_as_utc',
    'local_time_as_utc',
  ]);
  const scrape = await Scrape.of(server.url);
  expect(scrape.sum('yukimichi_fixes_rejected_total', { reason: 'local_time_as_utc' })).toBe(2);
  await stream.has('event: device_fault');
  const [, data] = /event: device_fault\ndata: (.*)/.exec(stream.text)!;
  const fault = { deviceCode: 'D-1', vehicleId: 1, reason: 'local_time_as_utc' };
  expect(JSON.parse(data)).toMatchObject(fault);
  stream.close();
});

it('case 9: a unit silent for 10 minutes on shift makes "no data", never "due", and is told of', async () => {
  const startedAt = START_AT - 3 * 3_600_000;
  await storm(startedAt, null);
  await snow(startedAt, START_AT, 20);
  await untilShown('beyond', ['due']);
  const stream = await EventStream.open(`${server.url}/api/stream`, server.staffToken);
  await post('/api/dispatch-orders', {
    ...{ kind: 'city_order', routes: ['hill'], vehicles: ['T-1'] },
    ...{ orderedAt: iso(nowAt()), targetFinishAt: null },
  });
  const fix = { at: iso(nowAt()), lat: 36.5666, lng: 136.6627, speedMps: 4, blade: true };
  await post('/fixes', { fixes: [fix] }, 'small-town-1');
  await stream.has('event: unit_silent');
  expect(/event: unit_silent\ndata: .*"code":"T-1"/.test(stream.text)).toBe(true);
  await untilShown('beyond', ['no_data']);
  expect(await sidesOf('beyond')).toEqual(['no_data unit_silent']);
  // Other routes are not silent.
  expect(await shownOf('row 2')).toEqual(['due']);
  await post('/fixes', { fixes: [{ ...fix, at: iso(nowAt()) }] }, 'small-town-1');
  await stream.has('event: unit_back');
  stream.close();
});

it('case 10: a new storm starts, and nothing of the last one is shown as cleared', async () => {
  const firstAt = START_AT - 10 * 3_600_000;
  await storm(firstAt, null);
  await snow(firstAt, START_AT, 20);
  await untilShown('beyond', ['due']);
  await server.plowEverything();
  await untilShown('beyond', ['cleared']);
  const secondAt = nowAt();
  await storm(firstAt, secondAt);
  await storm(secondAt, null);
  const isGreenGone = async (): Promise<boolean> => {
    const state = await readState();
    return !state.clearance.includes(CLEARANCE_WORDS.indexOf('cleared'));
  };
  await waitUntil(isGreenGone, { what: 'the old green to be gone' });
  expect(await sidesOf('beyond')).toEqual(['not_target threshold_not_reached']);
  await snow(secondAt, nowAt(), 20);
  await untilShown('beyond', ['due']);
  await server.plowEverything();
  await untilShown('beyond', ['cleared']);
});
