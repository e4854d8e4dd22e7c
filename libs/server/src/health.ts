import { setTimeout as pause } from 'node:timers/promises';

/** `reason` says in one sentence why not, or what to know although all is well; it may be empty. */
export interface Health {
  readonly ok: boolean;
  readonly reason: string;
}

export type HealthCheck = () => Health | Promise<Health>;

export interface NamedCheck {
  readonly name: string;
  check(): Promise<Health>;
}

/** A check that takes longer has failed. */
const CHECK_WITHIN_MS = 4_000;

const limited = async (check: HealthCheck): Promise<Health> => {
  const answered = new AbortController();
  const limit = pause(CHECK_WITHIN_MS, { ok: false, reason: 'It does not answer.' }, answered);
  try {
    return await Promise.race([Promise.resolve().then(check), limit]);
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  } finally {
    limit.catch(() => undefined);
    answered.abort();
  }
};

/**
 * What a process says of itself. *Live* fails only where a restart of the process helps; *ready* says whether it can
 * do its work now. The modules add their own checks; two of one name, as in the embedded process, are asked once.
 */
export class HealthChecks {
  private readonly live = new Map<string, NamedCheck>();
  private readonly ready = new Map<string, NamedCheck>();
  private ending = false;

  addLive(name: string, check: HealthCheck): void {
    this.live.set(name, { name, check: () => limited(check) });
  }

  addReady(name: string, check: HealthCheck): void {
    this.ready.set(name, { name, check: () => limited(check) });
  }

  /** From now on the process is not ready: it only finishes what it has begun. */
  drain(): void {
    this.ending = true;
  }

  get isDraining(): boolean {
    return this.ending;
  }

  get liveness(): readonly NamedCheck[] {
    return [...this.live.values()];
  }

  get readiness(): readonly NamedCheck[] {
    if (!this.ending) return [...this.ready.values()];
    const check = async (): Promise<Health> => ({ ok: false, reason: 'The process is ending.' });
    return [...this.ready.values(), { name: 'process', check }];
  }
}
