import { jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { DESK, openPage, PHONE } from '../support/pages.js';
import { type PaperTown, startPaperTown } from '../support/paper-town.js';

jest.setTimeout(180_000);

/** Controls that nobody can name, or that are smaller than a finger: 44 px; a box counts with its label, a link with its row. */
const FAULTS = `(() => {
  const dialog = document.querySelector('dialog[open]');
  const controls = [...(dialog ?? document).querySelectorAll('a[href], button, input, select, textarea, summary')];
  const nameOf = (each) => each.ariaLabel || [...(each.labels ?? [])].map((label) => label.textContent).join('')
    || each.textContent.trim() || each.querySelector('img')?.alt || '';
  const targetOf = (each) => each.closest('label') ?? (each.matches('td a:not(.link)') ? each.closest('tr') : each);
  return controls.filter((each) => each.checkVisibility() && !each.closest('.maplibregl-map, .skip') && !each.matches('.skip'))
    .filter((each) => {
      const { width, height } = targetOf(each).getBoundingClientRect();
      return nameOf(each) === '' || width < 43.5 || height < 43.5;
    })
    .map((each) => each.outerHTML.slice(0, 120));
})()`;

describeBrowser('what is to be pressed', () => {
  let town: PaperTown;
  let browser: Browser;

  beforeAll(async () => {
    town = await startPaperTown();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await town?.dispose();
  });

  const open = (page: 'driver' | 'paper', account: string, options: BrowserContextOptions) =>
    openPage(browser, town.addressOf(page, account), { ...options, bypassCSP: true });
  const faultsOf = (page: Page): Promise<string[]> => page.evaluate<string[]>(FAULTS);

  it('has a name and room for a finger on the page of the driver, and on what it lays over the report', async () => {
    const { page, close } = await open('driver', 'driver', PHONE);
    await page.getByTestId('figures').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    for (const [opener, closer] of [
      ['作業ボタン（任意）', '閉じる'],
      ['直す', 'やめる'],
      ['写真', '閉じる'],
    ]) {
      await page.getByRole('button', { name: opener }).click();
      expect([opener, await faultsOf(page)]).toEqual([opener, []]);
      await page.getByRole('button', { name: closer }).click();
    }
    await close();
  });

  it.each(['reports', 'reports/N20260124-T-2-K-C1', 'settlements', 'invoices', 'deadlines', 'machines'])(
    'has a name and room for a finger on the page of %s',
    async (view) => {
      const { page, close } = await open('paper', view === 'machines' ? 'office' : 'city', DESK);
      await page.goto(`${town.url}/paper#/${view}`);
      await page.locator('#view[aria-busy="false"] h1').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await close();
    },
  );
});
