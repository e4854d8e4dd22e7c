import { jest } from '@jest/globals';
import { HealthChecks } from './health.js';

const answers = async (checks: HealthChecks): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      checks.readiness.map(async ({ name, check }) => {
        const { ok, reason } = await check();
        return [name, `${ok} ${reason}`];
      }),
    ),
  );

describe('HealthChecks', () => {
  it('asks two checks of one name once, and takes an error for a failure', async () => {
    const checks = new HealthChecks();
    checks.addReady('database', () => ({ ok: false, reason: 'asked by the first' }));
    checks.addReady('database', () => ({ ok: true, reason: '' }));
    checks.addReady('log', () => Promise.reject(new Error('broken')));
    checks.addLive('follower', () => ({ ok: true, reason: '' }));
    expect(await answers(checks)).toEqual({ database: 'true ', log: 'false broken' });
    expect(checks.liveness.map(({ name }) => name)).toEqual(['follower']);
  });

  it('is not ready as soon as it drains', async () => {
    const checks = new HealthChecks();
    checks.addReady('database', () => ({ ok: true, reason: '' }));
    checks.drain();
    expect(checks.isDraining).toBe(true);
    expect(await answers(checks)).toEqual({ database: 'true ', process: 'false The process is ending.' });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const checks = new HealthChecks();
    checks.addReady('database', () => new Promise(() => undefined));
    const answered = answers(checks);
    await jest.advanceTimersByTimeAsync(5_000);
    jest.useRealTimers();
    expect(await answered).toEqual({ database: 'false It does not answer.' });
  });
});
