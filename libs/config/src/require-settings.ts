import { SettingError } from './setting-error.js';

/**
 * Checks that the environment sets what a process cannot run without; of a list in `needs` one is enough.
 * @throws SettingError that names what is missing.
 */
export const requireSettings = (
  processName: string,
  needs: readonly (string | readonly string[])[],
  environment: Record<string, string | undefined> = process.env,
): void => {
  for (const keys of needs.map((need) => [need].flat())) {
    if (keys.some((key) => (environment[key] ?? '') !== '')) continue;
    throw new SettingError(
      `${keys.join(' or ')} is not set, and ${processName} cannot run without it: set it as .env.example shows.`,
    );
  }
};
