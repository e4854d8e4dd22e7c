import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type {
  BatchResult,
  FixBatch,
  FixLog,
  FixLogHealth,
  Following,
  LogFollower,
  PartitionLag,
} from '#fix-log';

/** Transport id of the handlers that follow the fix log. */
export const FIX_LOG_TRANSPORT = Symbol('fix-log');

/** Patterns of the handlers, one for each verb of `LogFollower`. */
export const FIX_LOG_PATTERN = {
  batch: 'fixes',
  takeOver: 'fixes.take_over',
  release: 'fixes.release',
} as const;

/**
 * Nest's transport over the fix log: hands whole batches to the handler of `fixes` and waits for its commit. The base
 * class's `handleEvent` swallows errors and does not wait, so handlers are called directly.
 */
export class FixLogStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = FIX_LOG_TRANSPORT;
  /** Why batches can never be handed over again by this process; empty while they can. */
  failure = '';
  private following: Following | null = null;
  private fail: (error: Error) => void = () => undefined;
  /** Resolves with that reason: the process should end and be started anew. */
  readonly failed = new Promise<Error>((resolve) => {
    this.fail = resolve;
  });

  constructor(private readonly fixLog: FixLog) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    const follower: LogFollower = {
      takeOver: (partitions) => this.call<ReadonlyMap<number, string>>(FIX_LOG_PATTERN.takeOver, partitions),
      release: (partitions) => this.call<void>(FIX_LOG_PATTERN.release, partitions),
      handle: (batch: FixBatch) => this.call<BatchResult>(FIX_LOG_PATTERN.batch, batch),
    };
    this.fixLog.follow(follower).then((following) => {
      this.following = following;
      void following.failed.then((error) => {
        this.failure = error.message;
        this.fail(error);
      });
      callback();
    }, callback);
  }

  /** Are batches handed over and stored? */
  async health(): Promise<FixLogHealth> {
    return (await this.following?.health()) ?? { ok: false, reason: 'The fix log is not followed yet.' };
  }

  /** Of the partitions followed here. */
  lag(): readonly PartitionLag[] {
    return this.following?.lag() ?? [];
  }

  async close(): Promise<void> {
    await this.following?.stop();
    this.following = null;
  }

  on(): never {
    throw new Error('The fix log has no events to listen to.');
  }

  unwrap<T>(): T {
    return this.fixLog as T;
  }

  private async call<Result>(pattern: string, data: unknown): Promise<Result> {
    const handler = this.getHandlerByPattern(pattern);
    if (handler === null)
      throw new Error(`No handler of ${JSON.stringify(pattern)} is registered for the fix log.`);
    const answer: unknown = await handler(data);
    return (
      isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer
    ) as Result;
  }
}
