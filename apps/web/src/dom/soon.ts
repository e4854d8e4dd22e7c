/** Calls that come while one is waiting become that one: `run` is called once, `delayMs` after the first of them. */
export const soon = (delayMs: number, run: () => void): (() => void) => {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      run();
    }, delayMs);
  };
};
