import type { FixLog, Following } from '#fix-log';
import { FixLogStrategy } from './fix-log-strategy.js';

/** A log whose follower dies when `die` is called. */
const dyingLog = (): { log: FixLog; die: (error: Error) => void } => {
  let die: (error: Error) => void = () => undefined;
  const following: Following = {
    health: async () => ({ ok: true, reason: '' }),
    lag: () => [{ partition: 3, records: 5, seconds: 1 }],
    failed: new Promise((resolve) => {
      die = resolve;
    }),
    stop: async () => undefined,
  };
  return { log: { follow: async () => following } as unknown as FixLog, die: (error) => die(error) };
};

describe('FixLogStrategy', () => {
  it('is not well before it follows, and tells the lag while it does', async () => {
    const strategy = new FixLogStrategy(dyingLog().log);
    expect(await strategy.health()).toEqual({ ok: false, reason: 'The fix log is not followed yet.' });
    expect(strategy.lag()).toEqual([]);
    await new Promise((resolve) => strategy.listen(resolve));
    expect(await strategy.health()).toEqual({ ok: true, reason: '' });
    expect(strategy.lag()).toEqual([{ partition: 3, records: 5, seconds: 1 }]);
  });

  it('tells that its consumer died: only a restart of the process helps', async () => {
    const { log, die } = dyingLog();
    const strategy = new FixLogStrategy(log);
    await new Promise((resolve) => strategy.listen(resolve));
    expect(strategy.failure).toBe('');
    die(new Error('The consumer died.'));
    expect((await strategy.failed).message).toBe('The consumer died.');
    expect(strategy.failure).toBe('The consumer died.');
  });
});
