import type { RejectedFix } from '#domain';
import {
  type BatchResult,
  type FixBatch,
  type FixRecord,
  type LogFollower,
  LogUnavailableError,
} from './fix-log.js';
import { InProcessFixLog } from './in-process-fix-log.js';

const record = (raw: string): FixRecord => ({
  kind: 'rejected',
  rejected: { deviceId: 1, reason: 'unreadable', raw, receivedAt: 0 } satisfies RejectedFix,
});

const rawOf = (entry: FixRecord): string => (entry.kind === 'rejected' ? entry.rejected.raw : 'fix');

/** Stores raws in memory, knows repeats, and refuses what it is told to. */
class MemoryFollower implements LogFollower {
  readonly batches: string[][] = [];
  readonly stored = new Set<string>();
  poison = '';
  unavailable = false;

  async takeOver(partitions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return new Map(partitions.map((partition) => [partition, '0']));
  }

  async release(): Promise<void> {}

  async handle(batch: FixBatch): Promise<BatchResult> {
    const raws = batch.records.map(rawOf);
    this.batches.push(raws);
    if (this.unavailable) throw new LogUnavailableError('The disk is full.');
    if (raws.includes(this.poison)) throw new RangeError('value out of range');
    const duplicates = raws.flatMap((raw, index) => (this.stored.has(raw) ? [index] : []));
    for (const raw of raws) this.stored.add(raw);
    return { duplicates };
  }
}

const outcomeOf = async (promise: Promise<{ duplicate: number }>): Promise<string> =>
  promise.then(
    (result) => `duplicate ${result.duplicate}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('InProcessFixLog', () => {
  it('refuses appends while nobody follows', async () => {
    await expect(new InProcessFixLog().append([record('a')])).rejects.toThrow(LogUnavailableError);
    expect(await new InProcessFixLog().health()).toEqual({ ok: false, reason: 'Nothing stores fixes yet.' });
  });

  it('puts concurrent single appends into one batch and tells each its own repeats', async () => {
    const log = new InProcessFixLog();
    const follower = new MemoryFollower();
    await log.follow(follower);
    await log.append([record('b')]);
    const results = await Promise.all([
      log.append([record('a')]),
      log.append([record('b')]),
      log.append([record('c'), record('b')]),
    ]);
    expect(results).toEqual([{ duplicate: 0 }, { duplicate: 1 }, { duplicate: 1 }]);
    expect(follower.batches).toEqual([['b'], ['a', 'b', 'c', 'b']]);
  });

  it('refuses only the append with the poisonous record', async () => {
    const log = new InProcessFixLog();
    const follower = new MemoryFollower();
    follower.poison = 'p';
    await log.follow(follower);
    const outcomes = await Promise.all(
      ['a', 'b', 'p', 'c', 'd'].map((raw) => outcomeOf(log.append([record(raw)]))),
    );
    expect(outcomes).toEqual([
      'duplicate 0',
      'duplicate 0',
      'RangeError: value out of range',
      'duplicate 0',
      'duplicate 0',
    ]);
    expect([...follower.stored].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses everything with one sentence while the store is away, and goes on by itself', async () => {
    const log = new InProcessFixLog();
    const follower = new MemoryFollower();
    await log.follow(follower);
    follower.unavailable = true;
    const refused = await Promise.all(['a', 'b'].map((raw) => outcomeOf(log.append([record(raw)]))));
    expect(refused).toEqual(Array(2).fill('LogUnavailableError: The disk is full.'));
    expect(follower.batches).toHaveLength(1);
    expect(await log.health()).toEqual({ ok: false, reason: 'The disk is full.' });
    follower.unavailable = false;
    expect(await log.append([record('a')])).toEqual({ duplicate: 0 });
    expect(await log.health()).toEqual({ ok: true, reason: '' });
  });

  it('refuses what goes beyond its queue', async () => {
    const log = new InProcessFixLog({ queueRecords: 2 });
    await log.follow(new MemoryFollower());
    const first = log.append([record('a'), record('b')]);
    await expect(log.append([record('c')])).rejects.toThrow('Too many fixes wait');
    expect(await first).toEqual({ duplicate: 0 });
  });

  it('finishes what is being stored before it stops', async () => {
    const log = new InProcessFixLog();
    const follower = new MemoryFollower();
    const following = await log.follow(follower);
    const pending = outcomeOf(log.append([record('a')]));
    await following.stop();
    expect(await pending).toBe('duplicate 0');
    await expect(log.append([record('b')])).rejects.toThrow(LogUnavailableError);
  });

  it('tells how much waits for the store, and since when', async () => {
    const log = new InProcessFixLog({ lingerMs: 0 });
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const follower = new MemoryFollower();
    const following = await log.follow({
      takeOver: (partitions) => follower.takeOver(partitions),
      release: () => follower.release(),
      handle: (batch) => stored.then(() => follower.handle(batch)),
    });
    expect(following.lag()).toEqual([{ partition: 0, records: 0, seconds: 0 }]);
    const first = log.append([record('a'), record('b')]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = log.append([record('c')]);
    expect(following.lag()).toEqual([{ partition: 0, records: 3, seconds: expect.any(Number) }]);
    expect(following.lag()[0].seconds).toBeGreaterThan(0.01);
    store();
    await Promise.all([first, second]);
    expect(following.lag()[0].records).toBe(0);
  });
});
