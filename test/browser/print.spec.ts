import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { smallTown } from '#fixtures';
import { settlePeriod } from '#paperwork';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { type OpenedPage, openPage } from '../support/pages.js';
import { type PaperTown, startPaperTown } from '../support/paper-town.js';
import { pagesOf } from '../support/pdf-pages.js';
import { describeWithPrograms } from '../support/programs.js';

jest.setTimeout(180_000);

const PERIOD = '2026-01';
/** What only helps at the screen. */
const FOR_SCREEN = /印刷|しぼり込む|検索|記録する|精算する|再発行|出る|支払へ回し|↕|↑|↓/;

describeWithPrograms('printed pages', ['pdftotext'], () => {
  describeBrowser('of the paperwork', () => {
    let town: PaperTown;
    let browser: Browser;

    beforeAll(async () => {
      town = await startPaperTown();
      const parts = { database: town.database, network: smallTown().network };
      const stamp = { by: 'test', at: Date.parse('2026-01-25T00:00:00+09:00') };
      for (const contractId of ['K-C1', 'K-C2'])
        await settlePeriod(parts, { contractId, period: PERIOD, withoutUnapproved: true }, stamp);
      browser = await launchBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await town?.dispose();
    });

    const print = async (page: Page): Promise<string[]> =>
      pagesOf(await page.pdf({ preferCSSPageSize: true }));
    const open = async (hash: string): Promise<OpenedPage> => {
      const opened = await openPage(browser, `${town.addressOf('paper', 'city')}${hash}`);
      await opened.page.waitForLoadState('networkidle');
      return opened;
    };
    const printed = async (hash: string): Promise<string[]> => {
      const { page, close } = await open(hash);
      const pages = await print(page);
      await close();
      return pages;
    };
    /** A list as long as that of a winter: its rows again and again. */
    const lengthen = (page: Page): Promise<void> =>
      page.locator('.data-table tbody').evaluate((body) => {
        const rows = [...body.children];
        for (let i = 0; i < 40; i += 1) body.append(...rows.map((row) => row.cloneNode(true)));
      });

    it.each(['#/reports?all', '#/settlements', '#/deadlines', '#/machines'])(
      'have every column of a list, its headings on each page, and nothing for the screen: %s',
      async (hash) => {
        const { page, close } = await open(hash);
        const words = await page.locator('.data-table th:not(.choose, .screen-only)').allTextContents();
        await lengthen(page);
        const pages = await print(page);
        await close();
        expect(pages.length).toBeGreaterThan(2);
        for (const each of pages) {
          for (const heading of words) expect(each).toContain(heading);
          expect(each).not.toMatch(FOR_SCREEN);
        }
      },
    );

    it('say on each page of a settlement that it is not released', async () => {
      const pages = await printed(`#/settlements/K-C1/${PERIOD}`);
      for (const page of pages) expect(page).toContain('未確定');
      expect(pages.join()).toContain('金額は変わることがあります');
      expect(pages.join()).not.toMatch(FOR_SCREEN);
    });

    it('have a report without buttons', async () => {
      const pages = await printed('#/reports/N20260124-T-2-K-C1');
      expect(pages.join()).toMatch(/時間と距離.*証拠/);
      expect(pages.join()).not.toMatch(FOR_SCREEN);
    });
  });
});
