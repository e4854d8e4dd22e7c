import { jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { LogUnavailableError, RecordRefusedError } from '#fix-log';
import { waitUntil } from '../support/wait-until.js';
import { appendUntil, broker, environment, follow, open, topics } from './log-on-broker.js';
import { MemoryFollower, MemoryStore, record } from './memory-follower.js';

jest.setTimeout(120_000);

const raw = async (topic: string, partition: number, values: string[]): Promise<void> => {
  const producer = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value, partition })) });
  await producer.disconnect();
};

describe('the fix log on Kafka', () => {
  it('tells that its consumer died, for the process to end', async () => {
    const log = open(environment());
    const store = new MemoryStore();
    const follower = new MemoryFollower(store);
    follower.trouble = new TypeError('a bug');
    const told: string[] = [];
    const following = await follow(
      open(environment({ KAFKA_TOPIC: `fixes-${topics}` }), (it) => told.push(it)),
      follower,
    );
    await appendUntil(log, [record(1, 0)]);
    const error = await following.failed;
    expect(error.message).toMatch(/must be started again.*a bug/);
    expect((await following.health()).ok).toBe(false);
  });

  it('makes its topic and hands over every record, each vehicle in order', async () => {
    const log = open(environment());
    await appendUntil(log, [record(1, 0)]);
    expect(await log.health()).toEqual({ ok: true, reason: '' });
    const store = new MemoryStore();
    const following = await follow(log, new MemoryFollower(store));
    const appends = Array.from({ length: 300 }, (_, n) => log.append([record(1, n + 1), record(2, n)]));
    await Promise.all(appends);
    await waitUntil(() => store.count === 601, { what: 'all records' });
    expect(store.fixesOf(1)).toEqual(Array.from({ length: 301 }, (_, n) => n));
    expect(store.fixesOf(2)).toEqual(Array.from({ length: 300 }, (_, n) => n));
    for (const vehicle of [1, 2]) {
      const partition = store.records.get(log.partitionOf(vehicle))!;
      expect(partition.some((each) => each.kind === 'fix' && each.fix.vehicleId === vehicle)).toBe(true);
    }
    expect(await following.health()).toEqual({ ok: true, reason: '' });
    expect(following.lag()).toHaveLength(4);
  });

  it('goes on from the positions of the database after a stop', async () => {
    const settings = environment();
    const log = open(settings);
    const store = new MemoryStore();
    const first = await log.follow(new MemoryFollower(store));
    await appendUntil(log, [record(1, 0), record(2, 0)]);
    await waitUntil(() => store.count === 2, { what: 'two records' });
    await first.stop();
    await log.append([record(1, 1)]);
    await follow(open(settings), new MemoryFollower(store));
    await waitUntil(() => store.count === 3, { what: 'the third record' });
    expect(store.fixesOf(1)).toEqual([0, 1]);
  });

  it('shares the partitions among followers, and the rest goes on when one leaves', async () => {
    const settings = environment();
    const log = open(settings);
    const store = new MemoryStore();
    const [a, b] = [new MemoryFollower(store, 'a'), new MemoryFollower(store, 'b')];
    await follow(open(settings), a);
    await waitUntil(() => a.partitions.length === 4, { what: 'a to have all partitions' });
    const second = await open(settings).follow(b);
    await waitUntil(() => a.partitions.length === 2 && b.partitions.length === 2, {
      what: 'a and b to share',
    });
    const vehicles = Array.from({ length: 40 }, (_, n) => n + 1);
    await appendUntil(
      log,
      vehicles.map((vehicle) => record(vehicle, 0)),
    );
    await waitUntil(() => store.count === 40, { what: 'forty records' });
    await second.stop();
    expect(b.partitions).toEqual([]);
    await waitUntil(() => a.partitions.length === 4, { what: 'a to have all partitions again' });
    await log.append(vehicles.map((vehicle) => record(vehicle, 1)));
    await waitUntil(() => store.count === 80, { what: 'eighty records' });
    for (const vehicle of vehicles) expect(store.fixesOf(vehicle)).toEqual([0, 1]);
  });

  it('gives a batch again while the store is away, and says why', async () => {
    const log = open(environment());
    const store = new MemoryStore();
    const follower = new MemoryFollower(store);
    follower.trouble = new LogUnavailableError('The disk of the database is full.');
    const told: string[] = [];
    const following = await follow(
      open(environment({ KAFKA_TOPIC: `fixes-${topics}` }), (it) => told.push(it)),
      follower,
    );
    await appendUntil(log, [record(1, 0)]);
    await waitUntil(async () => !(await following.health()).ok && told.length > 0, {
      what: 'the trouble to be told',
    });
    await waitUntil(() => told.includes('The disk of the database is full.'), { what: 'the reason' });
    follower.trouble = null;
    await waitUntil(() => store.count === 1, { what: 'the record' });
    expect(await following.health()).toEqual({ ok: true, reason: '' });
  });

  it('keeps what is no fix as rejected, and what the store refuses too', async () => {
    const settings = environment();
    const log = open(settings);
    await appendUntil(log, [record(1, 0)]);
    const partition = log.partitionOf(1);
    await raw(settings.KAFKA_TOPIC, partition, ['not a fix', '{"v":1,"fix":{}}']);
    await log.append([record(1, 666), record(1, 2)]);
    const store = new MemoryStore();
    const follower = new MemoryFollower(store);
    follower.before = async ({ records }) => {
      const poison = records.some((each) => each.kind === 'fix' && each.fix.seq === 666);
      if (poison) throw new RecordRefusedError('value out of range');
    };
    await follow(open(settings), follower);
    await waitUntil(() => store.count === 5, { what: 'five records' });
    expect(store.records.get(partition)!.map((each) => each.kind)).toEqual([
      ...['fix', 'rejected', 'rejected', 'rejected', 'fix'],
    ]);
  });

  it('waits before a record of a newer version, having stored what comes before', async () => {
    const settings = environment();
    const log = open(settings);
    await appendUntil(log, [record(1, 0)]);
    await raw(settings.KAFKA_TOPIC, log.partitionOf(1), ['{"v":2,"fix":{}}']);
    const store = new MemoryStore();
    const following = await follow(open(settings), new MemoryFollower(store));
    await waitUntil(async () => (await following.health()).reason.includes('records of version 2'), {
      what: 'the sentence',
    });
    expect(store.fixesOf(1)).toEqual([0]);
  });

  it('follows a topic that was made anew from its first record', async () => {
    const settings = environment();
    const log = open(settings);
    const store = new MemoryStore();
    store.next.set(log.partitionOf(1), 50);
    const told: string[] = [];
    const follower = new MemoryFollower(store);
    follower.handle = async ({ next, partition }) => {
      store.next.set(partition, Number(next));
      return { duplicates: [] };
    };
    await follow(
      open(settings, (it) => told.push(it)),
      follower,
    );
    await appendUntil(log, [record(1, 0)]);
    await waitUntil(() => store.next.get(log.partitionOf(1)) === 1, { what: 'the first record' });
    expect(told).toContainEqual(expect.stringContaining('the topic was made anew'));
  });

  it('refuses a topic with other partitions by name', async () => {
    const settings = environment();
    await appendUntil(open(settings), [record(1, 0)]);
    const wrong = open({ ...settings, KAFKA_PARTITIONS: '6' });
    await expect(wrong.append([record(1, 1)])).rejects.toThrow(LogUnavailableError);
    await waitUntil(async () => (await wrong.health()).reason.includes('set KAFKA_PARTITIONS=4'), {
      what: 'the sentence',
    });
  });
});
