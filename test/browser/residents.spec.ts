import type { Browser, Page } from 'playwright-core';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { LoopbackProxy } from '../support/loopback-proxy.js';
import { countColours, countPixels, DESK, openPage, PHONE } from '../support/pages.js';
import { startTownServer, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

/** Dark palette: cleared, from fresh to old; the town's clock runs fast. */
const DARK_CLEARED = ['#4f9cff', '#2f6fc4', '#234b7c'];

/** Runs in the page: what of the panels sticks out to the right. */
const OUTSIDE = `[...document.querySelectorAll('#sheet *, .topbar *')]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
  .map((part) => part.outerHTML.slice(0, 80))`;

describeBrowser("residents' page", () => {
  let server: TownServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startTownServer();
    await server.sendStorm();
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  const open = (options: Parameters<typeof openPage>[2] = DESK, path = '/') =>
    openPage(browser, `${server.url}${path}`, options);
  const answerOf = (page: Page) => page.getByTestId('answer');

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])('shows the map on a %s, the first view under 1 MB, without a fault', async (_name, options) => {
    const wire = await LoopbackProxy.start(Number(new URL(server.url).port));
    const { page, faults, close } = await openPage(browser, `http://127.0.0.1:${wire.port}`, options);
    const bytes = wire.sentBytes;
    expect(await page.textContent('body')).toMatch(/除雪/);
    expect(await countColours(page)).toBeGreaterThan(100);
    process.stdout.write(`first view (${_name}): ${Math.round(bytes / 1000)} kB\n`);
    expect(bytes).toBeGreaterThan(300_000);
    expect(bytes).toBeLessThan(1_000_000);
    expect(faults).toEqual([]);
    await close();
    await wire.stop();
  });

  it('says the same as the map in a table whose rows can be opened', async () => {
    const { page, close } = await open();
    const table = page.getByRole('table');
    const heads = await table.getByRole('columnheader').allTextContents();
    expect(heads).toEqual(['町', '除雪済', '未除雪', '最終除雪']);
    const name = (await table.getByRole('rowheader').first().textContent())!;
    await table.getByRole('rowheader').first().getByRole('button').click();
    expect(await page.getByRole('status').first().textContent()).toContain(name);
    expect(await answerOf(page).getByRole('heading').textContent()).toMatch(/除雪済 .* km・未除雪/);
    await close();
  });

  it('finds a road by typing, and leaves Enter to the input method while it converts', async () => {
    const { page, close } = await open();
    const search = page.getByRole('combobox');
    await search.fill('column 4');
    await page.getByRole('option', { name: 'column 4' }).waitFor();
    await search.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await answerOf(page).isVisible()).toBe(false);
    await search.press('Enter');
    expect(await answerOf(page).getByRole('heading').textContent()).toContain('column 4');
    await search.fill('どこにもない道');
    await page.getByRole('option', { name: '見つかりません' }).waitFor();
    await close();
  });

  it('keeps places on the device, opens them again after a reload, and forgets them', async () => {
    const { page, close } = await open();
    await page.getByRole('combobox').fill('row 3');
    await page.getByRole('combobox').press('Enter');
    await answerOf(page).getByRole('button', { name: '保存' }).click();
    await page.reload();
    const kept = page.getByTestId('my-places').getByRole('button', { name: /row 3/ }).first();
    await kept.click();
    expect(await answerOf(page).getByRole('heading').textContent()).toContain('row 3');
    await answerOf(page).getByRole('button', { name: '保存をやめる' }).click();
    expect(await page.getByTestId('my-places').getByRole('button').count()).toBe(0);
    await close();
  });

  it('opens list and answer by keyboard alone', async () => {
    const { page, close } = await open(PHONE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#sheet').getAttribute('data-height')).toBe('full');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#answer:focus').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await answerOf(page).isVisible()).toBe(false);
    await close();
  });

  it('chooses on the map by keyboard what lies under the cross', async () => {
    const { page, close } = await open(PHONE);
    await page.locator('canvas').focus();
    // From afar there is a road under every finger, and under the cross.
    const isAnswered = async (): Promise<boolean> => {
      await page.keyboard.press('-');
      await page.keyboard.press('Enter');
      return answerOf(page).isVisible();
    };
    await waitUntil(isAnswered, { withinMs: 20_000, everyMs: 500, what: 'a road under the cross' });
    expect(await answerOf(page).getByRole('heading').textContent()).toMatch(/row|column/);
    await close();
  });

  it('speaks English when asked, and again at the next visit', async () => {
    const { page, close } = await open(PHONE);
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    expect(await page.getByTestId('as-of').textContent()).toMatch(/^As of/);
    await page.reload();
    await page.getByRole('heading', { name: 'Legend' }).waitFor({ state: 'attached' });
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.title()).toContain('Yukimichi');
    await close();
  });

  it('follows the system into the dark without losing the state of the roads', async () => {
    const { page, close } = await open({ ...DESK, colorScheme: 'light' });
    await server.plowEverything();
    const before = await countPixels(page, ...DARK_CLEARED);
    await page.emulateMedia({ colorScheme: 'dark' });
    const isDark = async (): Promise<boolean> => (await countPixels(page, ...DARK_CLEARED)) > before + 1_000;
    await waitUntil(isDark, { withinMs: 30_000, what: 'cleared roads in the dark' });
    await close();
  });

  it.each([
    ['a text twice as large', { viewport: PHONE.viewport }, 200],
    ['the smallest phone', { viewport: { width: 320, height: 568 } }, 100],
    ['a desk at 200 % zoom', { viewport: { width: 640, height: 400 } }, 100],
  ])('fits %s: nothing sticks out to the side', async (_name, options, percent) => {
    const { page, close } = await open({ ...options, bypassCSP: true });
    await page.addStyleTag({ content: `html { font-size: ${percent}% }` });
    for (const _step of ['half', 'full']) await page.locator('#sheet-handle').click();
    expect(await page.evaluate(OUTSIDE)).toEqual([]);
    await close();
  });

  it('shows the list alone where the browser has no WebGL2', async () => {
    const plain = await launchBrowser(['--disable-gpu', '--disable-3d-apis']);
    const { page, faults, close } = await openPage(plain, server.url, PHONE);
    await page.getByText('この端末では地図を表示できません').waitFor();
    await page.getByRole('rowheader').first().getByRole('button').click();
    const box = (await answerOf(page).getByRole('heading').boundingBox())!;
    expect(box.y).toBeGreaterThan(0);
    expect(box.y + box.height).toBeLessThan(PHONE.viewport.height);
    expect(faults).toEqual([]);
    await close();
    await plain.close();
  });
});
