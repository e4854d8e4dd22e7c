import type { Browser, Page } from 'playwright-core';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { openPage, PHONE } from '../support/pages.js';
import { startTownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

const MINUTE_MS = 60_000;

describeBrowser("old data on the residents' page", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  /** Opens the page of a server of its own; its clock can be moved on. */
  const withPage = async (run: (page: Page) => Promise<void>): Promise<void> => {
    const server = await startTownServer();
    const { page, close } = await openPage(browser, server.url, PHONE, (fresh) => fresh.clock.install());
    try {
      await run(page);
    } finally {
      await close();
      await server.dispose();
    }
  };
  const bannerOf = (page: Page) => page.getByTestId('age-banner');

  it('are told when the server has stopped, and no longer when it is back', async () => {
    await withPage(async (page) => {
      expect(await bannerOf(page).isVisible()).toBe(false);
      let isCut = true;
      await page.route('**/*', (route) => (isCut ? route.abort() : route.continue()));
      await page.clock.fastForward(3 * MINUTE_MS);
      await bannerOf(page).filter({ hasText: '最新の情報を取得できません（3分前の状態を表示中）' }).waitFor();
      await page.getByRole('status').filter({ hasText: '3分前の状態' }).waitFor();
      expect(await page.getByTestId('as-of').textContent()).toContain('3分前に更新');
      isCut = false;
      await waitUntil(async () => !(await bannerOf(page).isVisible()), { what: 'the banner to go' });
    });
  });

  it('are told when the server answers but publishes nothing new', async () => {
    await withPage(async (page) => {
      await page.route('**/state/current', (route) => route.fulfill({ status: 304 }));
      await page.clock.fastForward(2 * MINUTE_MS);
      await bannerOf(page).filter({ hasText: '情報が古くなっています（2分前の状態）' }).waitFor();
    });
  });
});
