import { rmSync } from 'node:fs';
import { jest } from '@jest/globals';
import type { Register } from '#domain';
import { Database } from '#store';
import { loadRegister } from '../../../apps/embedded/src/load-register.js';
import { findFreePort } from '../../../apps/embedded/src/postgres.js';
import { type ClonedDatabase, cloneDatabase } from '../../support/database.js';
import { makeDataDir } from '../../support/embedded-process.js';
import { EMPTY_REGISTER, vehicleOf } from '../../support/ingest-app.js';
import { ServerProcess } from '../../support/server-process.js';

const TOKEN = 'device-one-token-0001';
const STAFF_TOKEN = 'bad-messages';
const NOW = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;
const AT = `timestamp=${(NOW - MINUTE) / 1000}`;
const PLACE = 'lat=36.56&lon=136.65';
const TEN_MB = 'x'.repeat(10_000_000);

const REGISTER: Register = {
  ...EMPTY_REGISTER,
  vehicles: [vehicleOf('V1')],
  devices: [{ code: 'D1', token: TOKEN }],
  assignments: [{ deviceCode: 'D1', vehicleCode: 'V1', fromAt: 0 }],
};

/** One sentence, or two, that ends in what to do. */
const SENTENCES = /^[A-Z][^\n]*[:.,] [^\n]+\.$/;

/** Fixes of a known phone that cannot be used: acknowledged, kept aside, told in the answer and in the log. */
const KEPT: readonly (readonly [string, string, RegExp])[] = [
  ['NaN', `${AT}&lat=NaN&lon=136.65`, /not a number: check the format/],
  ['0/0', `${AT}&lat=0&lon=0`, /0\/0, the device had no reception: see that its antenna is free/],
  ['no time', PLACE, /no readable time with a zone: let the device send/],
  ['a future time', `timestamp=${(NOW + 60 * MINUTE) / 1000}&${PLACE}`, /in the future: set the clock/],
  [
    'local time as UTC',
    `timestamp=${(NOW + 539 * MINUTE) / 1000}&${PLACE}`,
    /local time sent as UTC: set the time zone/,
  ],
  ['400 km/h', `${AT}&${PLACE}&speed=216`, /over 252 km\/h: check the unit of speed/],
  [
    'truncated JSON',
    '{"location":{"timestamp":"2026-01',
    /could not be read as a fix; it is kept as received/,
  ],
];

/** Requests of which nothing is kept: the status, and what is told in the answer and in the log. */
const REFUSED: readonly (readonly [string, string, RequestInit, number, RegExp])[] = [
  [
    'a wrong token',
    '/t/wrong',
    { method: 'POST', body: `${AT}&${PLACE}` },
    401,
    /No device has this token; nothing was kept: check/,
  ],
  [
    '10 MB from a phone',
    `/t/${TOKEN}`,
    { method: 'POST', body: TEN_MB },
    413,
    /over 1048576 bytes; nothing was kept: send fewer/,
  ],
  [
    'a truncated batch',
    '/fixes',
    { method: 'POST', body: '{"fixes":[{"at":', headers: { authorization: `Bearer ${TOKEN}` } },
    400,
    /not whole JSON; nothing was kept: send \{"fixes"/,
  ],
];

describe('bad messages to a running server', () => {
  jest.setTimeout(60_000);

  const dataDir = makeDataDir();
  let clone: ClonedDatabase;
  let database: Database;
  let server: ServerProcess;

  beforeAll(async () => {
    clone = await cloneDatabase();
    database = new Database(clone.url, { max: 1 });
    await loadRegister(database, REGISTER);
    server = new ServerProcess({
      script: 'dist/apps/embedded/src/main.js',
      port: await findFreePort(),
      environment: {
        DATA_DIR: dataDir,
        DATABASE_URL: clone.url,
        STAFF_TOKEN,
        CLOCK: `storm@${new Date(NOW).toISOString()}@1@${new Date().toISOString()}`,
      },
    });
    await server.start();
    const good = await send(`/t/${TOKEN}`, { method: 'POST', body: `${AT}&${PLACE}` });
    expect(await good.json()).toMatchObject({ accepted: 1 });
  }, 120_000);

  afterAll(async () => {
    await server.end('SIGTERM');
    await database.close();
    await clone.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (path: string, request: RequestInit): Promise<Response> => fetch(server.url + path, request);

  it.each(KEPT)('acknowledges %s, keeps it aside, and says what to do', async (_name, body, sentence) => {
    const response = await send(`/t/${TOKEN}`, { method: 'POST', body });
    expect(response.status).toBe(200);
    const { rejected } = (await response.json()) as { rejected: { detail: string }[] };
    expect(rejected.map(({ detail }) => detail)).toEqual([expect.stringMatching(sentence)]);
    expect(rejected[0].detail).toMatch(SENTENCES);
    expect(server.log).toContain(rejected[0].detail);
  });

  it.each(REFUSED)('refuses %s and says what to do', async (_name, path, request, status, sentence) => {
    const response = await send(path, request);
    expect(response.status).toBe(status);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toMatch(sentence);
    expect(detail).toMatch(SENTENCES);
    expect(server.log).toContain(detail);
  });

  it('has lost nothing that it acknowledged', async () => {
    const [kept] = await database.query<{ fixes: number; rejected: number }>(
      'SELECT (SELECT count(*) FROM fix) AS fixes, (SELECT count(*) FROM rejected_fix) AS rejected',
    );
    expect(kept).toEqual({ fixes: 1, rejected: KEPT.length });
  });
});
