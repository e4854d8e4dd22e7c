import { jest } from '@jest/globals';
import { LogUnavailableError } from '#fix-log';
import { waitUntil } from '../support/wait-until.js';
import { appendUntil, broker, environment, follow, open } from './log-on-broker.js';
import { MemoryFollower, MemoryStore, record } from './memory-follower.js';

jest.setTimeout(120_000);

describe('the fix log on a broker in trouble', () => {
  it('says that no broker is there, and goes on when one comes', async () => {
    const settings = environment();
    await broker.end('SIGTERM');
    const log = open(settings);
    const store = new MemoryStore();
    const following = await follow(open(settings), new MemoryFollower(store));
    await waitUntil(async () => (await log.health()).reason.startsWith('Kafka cannot be reached'), {
      what: 'health',
    });
    await waitUntil(async () => (await following.health()).reason.startsWith('Kafka cannot'), {
      what: 'health',
    });
    await expect(log.append([record(1, 0)])).rejects.toThrow(/Kafka cannot be reached: start it/);
    await broker.start();
    await appendUntil(log, [record(1, 0)]);
    await waitUntil(() => store.count === 1, { what: 'the record' });
  });

  it('refuses appends while the broker hangs, and takes them again', async () => {
    const log = open(environment());
    const store = new MemoryStore();
    await follow(log, new MemoryFollower(store));
    await appendUntil(log, [record(1, 0)]);
    await waitUntil(() => store.count === 1, { what: 'the first record' });
    broker.signal('SIGSTOP');
    await expect(log.append([record(1, 1)])).rejects.toThrow(LogUnavailableError);
    expect((await log.health()).ok).toBe(false);
    broker.signal('SIGCONT');
    await waitUntil(async () => (await log.health()).ok, { what: 'health' });
    await appendUntil(log, [record(1, 2)]);
    await waitUntil(() => store.fixesOf(1).includes(2), { what: 'the record' });
  });
});
