import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** `describe` where Debian's chromium is installed; in CI a missing one fails, elsewhere it is skipped loudly. */
export const describeBrowser = (name: string, suite: () => void): void => {
  if (existsSync(CHROMIUM) || process.env.CI) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`*** SKIPPED: ${name}: apt-get install chromium fonts-noto-cjk ***\n`);
  describe.skip(name, suite);
};

/** Headless chromium that reaches nothing but this machine; `more` are further flags. */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
