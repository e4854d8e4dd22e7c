import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { smallTown } from '#fixtures';
import { Database, writeNetworkFile } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { EMPTY_REGISTER, vehicleOf } from '../support/ingest-app.js';
import { ServerProcess } from '../support/server-process.js';
import { waitUntil } from '../support/wait-until.js';
import { entriesOf, messagesOf } from './server-log.js';

const TOKEN = 'device-token-that-no-log-holds';
const STRANGE = 'strangers-token-that-no-log-holds';
const STAFF_TOKEN = 'staff-token-that-no-log-holds';
const SECRETS = [TOKEN, STRANGE, STAFF_TOKEN];
const FORM = 'id=1&lat=36.5&lon=136.6&timestamp=1';

let clone: ClonedDatabase;
let folder: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  folder = makeDataDir();
  const database = new Database(clone.url, { max: 1 });
  await loadRegister(database, {
    ...EMPTY_REGISTER,
    vehicles: [vehicleOf('P1')],
    devices: [{ code: 'D1', token: TOKEN }],
    assignments: [{ deviceCode: 'D1', vehicleCode: 'P1', fromAt: 0 }],
  });
  await database.close();
});

afterAll(async () => {
  await clone.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Tokens in every place where one may stand, well formed and not. */
const sendSecrets = async (url: string): Promise<void> => {
  const addresses = SECRETS.flatMap((secret) => [
    `/t/${secret}?${FORM}`,
    `/t/${secret}/more`,
    `/t/${secret}%2`,
    `/staff?token=${secret}`,
    `/api/vehicles?token=${secret}`,
  ]);
  for (const address of addresses) {
    for (const method of ['GET', 'POST', 'PUT']) await fetch(url + address, { method });
  }
  for (const secret of SECRETS) {
    const authorization = `Bearer ${secret}`;
    await fetch(`${url}/fixes`, { method: 'POST', headers: { authorization }, body: `{"${secret}":` });
    await fetch(`${url}/api/vehicles`, { headers: { authorization, cookie: `staff=${secret}` } });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ token: secret }) });
  }
};

const expectNoSecret = (log: string): void => {
  expect(log.length).toBeGreaterThan(0);
  for (const secret of SECRETS) expect(log).not.toContain(secret);
};

describe('the logs', () => {
  it('of ingest are JSON lines that name the request, and hold no token', async () => {
    const server = new ServerProcess({
      script: 'dist/apps/ingest/src/main.js',
      port: await findFreePort(),
      environment: { DATABASE_URL: clone.url, KAFKA_BROKERS: '127.0.0.1:1', LOG_LEVEL: 'debug' },
    });
    server.launch();
    await waitUntil(async () => (await fetch(`${server.url}/health/live`).catch(() => null))?.ok ?? false);
    const refused = await fetch(`${server.url}/t/${TOKEN}?${FORM}`, {
      headers: { 'x-request-id': 'phone-7' },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('x-request-id')).toBe('phone-7');
    expect(await refused.json()).toMatchObject({ status: 503, requestId: 'phone-7' });
    await sendSecrets(server.url);
    expect(await server.end('SIGTERM')).toBe(0);
    const told = entriesOf(server.log).filter(({ message }) => message.startsWith('Devices are refused'));
    expect(told[0]).toMatchObject({ level: 'warn', process: 'ingest', requestId: 'phone-7' });
    expect(told).toHaveLength(new Set(told.map(({ message }) => message)).size);
    expectNoSecret(server.log);
  });

  it('of staff hold no token, neither given nor made', async () => {
    const server = new ServerProcess({
      script: 'dist/apps/map-api/src/staff-main.js',
      port: await findFreePort(),
      environment: { DATABASE_URL: clone.url, DATA_DIR: folder, LOG_LEVEL: 'debug' },
    });
    await server.start();
    await sendSecrets(server.url);
    expect(await server.end('SIGTERM')).toBe(0);
    const made = readFileSync(path.join(folder, 'staff-token'), 'utf8').trim();
    expect(messagesOf(server.log)).toContain(`The staff token is in ${folder}/staff-token.`);
    expectNoSecret(server.log);
    expect(server.log).not.toContain(made);
  });

  it('of npm start are text and hold no token; it takes up a road network that comes later', async () => {
    const server = await EmbeddedProcess.start({ DATABASE_URL: clone.url, STAFF_TOKEN, LOG_LEVEL: 'debug' });
    const printed = `/staff?token=${STAFF_TOKEN}`;
    await waitUntil(() => server.log.includes(printed));
    await sendSecrets(server.url);
    await writeNetworkFile(path.join(server.dataDir, 'current.network'), smallTown().network);
    const isServed = async (): Promise<boolean> =>
      (await fetch(`${server.url}/tiles.json`).catch(() => null))?.ok ?? false;
    await waitUntil(isServed, { what: 'the network to be served' });
    await waitUntil(() => server.isReady());
    expect(server.log).toContain('新しい道路網で起動し直します');
    expect(await server.end('SIGTERM')).toBe(0);
    // The address with the staff token is what npm start is asked for; nothing else may hold one.
    expectNoSecret(server.log.replaceAll(printed, ''));
    rmSync(server.dataDir, { recursive: true, force: true });
  });
});
