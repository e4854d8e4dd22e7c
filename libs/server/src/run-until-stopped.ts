/** Prints one sentence instead of a stack where the cause is the user's to mend, and ends the process with 1. */
export const failWith = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

/** Calls `stop` once on SIGINT or SIGTERM and ends the process when it has stopped. */
export const stopOnSignals = (stop: () => Promise<void>): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    void stop().then(() => process.exit(0), failWith);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
};
