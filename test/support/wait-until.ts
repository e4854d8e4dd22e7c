/** Resolves when `check` is true, asked every `everyMs`; rejects after `withinMs` (a limit against hanging, not a bar). */
export const waitUntil = async (
  check: () => boolean | Promise<boolean>,
  { withinMs = 60_000, everyMs = 50, what = 'the condition' } = {},
): Promise<void> => {
  const end = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
