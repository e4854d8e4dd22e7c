/** The only source of time for the apps (contracts: Time). `now()` is epoch milliseconds UTC. */
export interface Clock {
  now(): number;
  /** Storm milliseconds per system millisecond; 1 for the system clock. */
  readonly rate: number;
  /** Calls back every `intervalMs` of this clock's time (never more often than every 20 ms of system time). */
  every(intervalMs: number, callback: () => void): { stop(): void };
}

const SHORTEST_TIMER_MS = 20;

const everyAtRate =
  (rate: number) =>
  (intervalMs: number, callback: () => void): { stop(): void } => {
    const timer = setInterval(callback, Math.max(SHORTEST_TIMER_MS, intervalMs / rate));
    timer.unref();
    return { stop: () => clearInterval(timer) };
  };

export const systemClock = (): Clock => ({ now: () => Date.now(), rate: 1, every: everyAtRate(1) });

/**
 * A clock that stood at `startAt` when the system's clock stood at `anchorAt`, and runs `speed` times as fast.
 * With the same anchor it goes on where it was after a restart.
 */
export const stormClock = (startAt: number, speed: number, anchorAt: number = Date.now()): Clock => ({
  now: () => Math.round(startAt + (Date.now() - anchorAt) * speed),
  rate: speed,
  every: everyAtRate(speed),
});
