import net from 'node:net';
import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { EmbeddedProcess } from '../support/embedded-process.js';
import { EMPTY_REGISTER, vehicleOf } from '../support/ingest-app.js';
import { waitUntil } from '../support/wait-until.js';
import { FixStream } from './fix-stream.js';

const TOKEN = 'drain-token';
const STAFF_TOKEN = 'drain-staff';

describe('SIGTERM to a running server', () => {
  let clone: ClonedDatabase;
  let server: EmbeddedProcess;

  beforeEach(async () => {
    clone = await cloneDatabase();
    const database = new Database(clone.url, { max: 1 });
    await loadRegister(database, {
      ...EMPTY_REGISTER,
      vehicles: [vehicleOf('P1')],
      devices: [{ code: 'D1', token: TOKEN }],
      assignments: [{ deviceCode: 'D1', vehicleCode: 'P1', fromAt: 0 }],
    });
    await database.close();
    server = await EmbeddedProcess.start({ DATABASE_URL: clone.url, STAFF_TOKEN });
  });

  afterEach(async () => {
    await server.dispose();
    await clone.drop();
  });

  /** A request to the server whose body is held back: `bytes` of it have been sent. */
  const hold = async (body: string, bytes: number): Promise<{ socket: net.Socket; answer: () => string }> => {
    const { hostname, port } = new URL(server.url);
    const socket = net.connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    const head = `POST /fixes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\ncontent-length: ${body.length}\r\n\r\n`;
    await new Promise((resolve) => socket.write(head + body.slice(0, bytes), resolve));
    return { socket, answer: () => answer };
  };

  const isReady = async (): Promise<boolean> =>
    (await fetch(`${server.url}/health/ready`).catch(() => undefined))?.ok ?? false;

  const storedSeqs = async (): Promise<Set<number>> => {
    const database = new Database(clone.url, { max: 1 });
    const rows = await database.query<{ key: string }>('SELECT key::text AS key FROM fix');
    await database.close();
    return new Set(rows.map(({ key }) => Number(key)));
  };

  it('loses no acknowledged fix under load, and ends with 0', async () => {
    const stream = new FixStream(server.url, TOKEN);
    await stream.untilAcknowledged(2_000);
    const code = server.end('SIGTERM');
    await stream.ended();
    expect(await code).toBe(0);
    const stored = await storedSeqs();
    expect(stream.acknowledged.filter((seq) => !stored.has(seq))).toEqual([]);
    // Whoever was not acknowledged was told so or cut off, never refused for good.
    expect([...stream.statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  });

  it('is not ready at once, and still answers what it had begun to read', async () => {
    const body = JSON.stringify({ fixes: [{ at: new Date().toISOString(), lat: 36.5, lng: 136.6, seq: 7 }] });
    const held = await hold(body, 10);
    await waitUntil(isReady);
    const code = server.end('SIGTERM');
    await waitUntil(async () => !(await isReady()), { what: 'the server to be no longer ready' });
    held.socket.write(body.slice(10));
    await waitUntil(() => held.answer().includes('"accepted":1'), {
      what: 'the held request to be answered',
    });
    expect(held.answer()).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(held.answer()).toMatch(/\r\nconnection: close\r\n/i);
    expect(await code).toBe(0);
    expect(await storedSeqs()).toEqual(new Set([7]));
  });

  it('ends live streams with a hint when to come back', async () => {
    const stream = await fetch(`${server.url}/api/stream`, {
      headers: { authorization: `Bearer ${STAFF_TOKEN}` },
    });
    const code = server.end('SIGTERM');
    expect(await stream.text()).toMatch(/event: snapshot\n[\s\S]*\nretry: 2000\n\n$/);
    expect(await code).toBe(0);
  });

  it('does not wait for a client who holds its request for ever', async () => {
    const held = await hold('{"fixes":[]}', 3);
    const cut = new Promise((resolve) => held.socket.once('close', resolve));
    await waitUntil(isReady);
    expect(await server.end('SIGTERM')).toBe(0);
    await cut;
    expect(held.answer()).toBe('');
  });
});
