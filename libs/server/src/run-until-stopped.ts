/** Something started that can be stopped. */
export interface Running {
  stop(): Promise<void>;
}

export type Fail = (error: unknown) => never;

/** The argument of the scripts that npm runs: see `followParent`. */
export const STOP_WITH_PARENT = 'stop-with-parent';
const PARENT = process.ppid;
const LOOK_FOR_PARENT_MS = 500;

/** Longest time from a signal to the end of the process. */
const STOP_WITHIN_MS = 15_000;

/** Prints one sentence instead of a stack where the cause is the user's to mend, and ends the process with 1. */
export const failWith: Fail = (error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

/**
 * A signal to npm ends its shell, which does not pass it on: the server would stay behind on its port. So, with
 * `--stop-with-parent`, it ends as on SIGTERM when its parent is gone.
 */
const followParent = (end: () => void): void => {
  if (!process.argv.includes(`--${STOP_WITH_PARENT}`)) return;
  setInterval(() => {
    if (process.ppid !== PARENT) end();
  }, LOOK_FOR_PARENT_MS).unref();
};

/** Calls `stop` once on SIGINT or SIGTERM and ends the process when it has stopped: with 0, or with 1 after 15 s. */
export const stopOnSignals = (stop: () => Promise<void>, fail: Fail = failWith): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(
      () => fail(new Error('Stopping took over 15 s: ended at once; nothing that was acknowledged is lost.')),
      STOP_WITHIN_MS,
    ).unref();
    void stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  followParent(end);
};

/** Runs what `start` starts until a signal ends the process. `restart` stops it and starts it again. */
export const runUntilStopped = (
  start: (restart: () => void) => Promise<Running>,
  fail: Fail = failWith,
): void => {
  let running: Promise<Running>;
  const watched = (starting: Promise<Running>): Promise<Running> => {
    starting.catch(fail);
    return starting;
  };
  const restart = (): void => {
    const stopped = running.then((before) => before.stop());
    running = watched(stopped.then(() => start(restart)));
  };
  running = watched(start(restart));
  stopOnSignals(async () => (await running).stop(), fail);
};
