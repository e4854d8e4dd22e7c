import { jest } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { findReport, listWorkStatesSince } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { openPage, PHONE } from '../support/pages.js';
import { type PaperTown, startPaperTown } from '../support/paper-town.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(180_000);

describeBrowser("the driver's page", () => {
  let town: PaperTown;
  let browser: Browser;
  const [mine, other] = ['N20260124-T-2-K-C1', 'N20260124-T-3-K-C1'];

  beforeAll(async () => {
    town = await startPaperTown();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await town?.dispose();
  });

  const open = (account: string, prepare?: (page: Page) => Promise<unknown>) =>
    openPage(browser, town.addressOf('driver', account), { ...PHONE, bypassCSP: true }, prepare);
  /** What is not sent at once is never sent. */
  const withoutRetries = (page: Page) => page.addInitScript('globalThis.setInterval = () => 0');
  const historyOf = async (reportNo: string): Promise<string[]> =>
    (await findReport(town.database, reportNo))!.history.map(({ action, by }) => `${action} ${by}`);
  const confirm = (page: Page) => page.getByRole('button', { name: 'このまま確定' });
  const net = (page: Page) => page.locator('#net');

  it('shows the night as a drawing, five numbers and lines, and fits the phone', async () => {
    const { page, faults, close } = await open('driver');
    await page.getByRole('img', { name: '作業した道路の地図' }).waitFor();
    expect(await page.getByTestId('figures').locator('div').count()).toBe(5);
    await page.getByTestId('figures').getByText('1時間30分').waitFor();
    await page.getByTestId('lines').getByText('south').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.viewport.width);
    const { height } = (await confirm(page).boundingBox())!;
    expect(height).toBeGreaterThanOrEqual(56);
    expect(faults).toEqual([]);
    await close();
  });

  it('corrects a stretch with a reason, keeping before and after', async () => {
    const { page, close } = await open('driver3');
    await page.getByRole('button', { name: '直す' }).click();
    const form = page.getByTestId('correction');
    await form.getByLabel('から').fill('20:30');
    await form.getByLabel('まで').fill('20:45');
    await form.getByLabel('していたこと').selectOption('break');
    await form.getByRole('button', { name: '休憩・給油だった' }).click();
    await form.getByRole('button', { name: 'この内容で直す' }).click();
    await waitUntil(async () => (await historyOf(other)).length === 1, { what: 'the correction to arrive' });
    const report = (await findReport(town.database, other))!;
    expect(report.totals.breakS).toBe(900);
    expect(report.history[0]).toMatchObject({ action: 'correct', by: 'driver3', reason: '休憩・給油だった' });
    await page.getByTestId('figures').getByText('1時間15分').waitFor();
    await close();
  });

  it('keeps what was being written when the session ends, and goes on after signing in', async () => {
    const { page, close } = await open('driver3');
    await page.getByRole('button', { name: '直す' }).click();
    await page.getByRole('button', { name: '記入事項' }).click();
    await page.getByLabel('特記事項').fill('雪が重い');
    await page.context().clearCookies();
    await page.getByLabel('理由（必須）').fill('記入漏れ');
    await page.getByRole('button', { name: 'この内容で直す' }).click();
    await page.getByLabel('トークン').fill('token-of-driver3');
    await page.getByRole('button', { name: '入る' }).click();
    await waitUntil(async () => (await findReport(town.database, other))!.entries.remarks === '雪が重い', {
      what: 'the correction that was written before',
    });
    await page.getByRole('button', { name: '直す' }).click();
    await page.getByRole('button', { name: '記入事項' }).click();
    await page.getByLabel('天候').fill('吹雪');
    await page.reload();
    await page.getByRole('button', { name: '直す' }).click();
    await page.getByText('書きかけの修正を復元しました').waitFor();
    expect(await page.getByLabel('天候').inputValue()).toBe('吹雪');
    await close();
  });

  it('opens and confirms without a connection, with one tap, and sends it once there is one', async () => {
    const { page, close } = await open('driver');
    await page.getByTestId('figures').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await waitUntil(
      () => page.evaluate<boolean>(`caches.match('/driver').then((kept) => kept !== undefined)`),
      {
        what: 'the page in the cache',
      },
    );
    await page.context().setOffline(true);
    await page.reload();
    await page.getByTestId('figures').waitFor();
    let taps = 0;
    await page.exposeFunction('tapped', () => {
      taps += 1;
    });
    await page.evaluate(`addEventListener('click', () => tapped(), true)`);
    await confirm(page).click();
    await page.getByText('確定しました（送信待ち）').waitFor();
    expect(await net(page).textContent()).toBe('送信待ち 1 件');
    expect(taps).toBe(1);
    expect(await historyOf(mine)).toEqual([]);
    await page.reload();
    await page.getByText('確定しました（送信待ち）').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname);
    });
    await page.context().setOffline(false);
    await waitUntil(async () => (await historyOf(mine)).length === 1, { what: 'the confirmation to arrive' });
    expect(await historyOf(mine)).toEqual(['submit driver']);
    await page.getByText('確定しました（提出済）').waitFor();
    await page.evaluate(`for (let i = 0; i < 3; i += 1) dispatchEvent(new Event('online'))`);
    await page.reload();
    await page.getByText('確定しました（提出済）').waitFor();
    expect(sent).toEqual([`/api/reports/${mine}/submit`]);
    await close();
  });

  it('takes a photo along with the report', async () => {
    const { page, close } = await open('driver3', withoutRetries);
    await page.getByRole('button', { name: '写真' }).click();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    );
    const chooser = page.getByLabel('写真を撮る・選ぶ');
    await chooser.setInputFiles({ name: 'snow.png', mimeType: 'image/png', buffer: png });
    const photos = async () => (await findReport(town.database, other))!.entries.photos;
    await waitUntil(async () => (await photos()).length === 1, { what: 'the photo to arrive' });
    expect((await photos())[0]).toMatchObject({ moment: 'after' });
    await close();
  });

  it('tells the work by a button', async () => {
    const { page, close } = await open('driver3');
    await page.getByRole('button', { name: '作業ボタン（任意）' }).click();
    await page.getByRole('button', { name: '拡幅除雪' }).click();
    await waitUntil(
      async () =>
        (await listWorkStatesSince(town.database, 0)).some(
          ({ workType, source }) => workType === 'widening' && source === 'button',
        ),
      { what: 'the button to arrive' },
    );
    await page.getByRole('button', { name: '作業ボタン（任意）' }).click();
    await page.getByRole('button', { name: '待機' }).click();
    await waitUntil(
      async () =>
        (await listWorkStatesSince(town.database, 0)).some(({ activity }) => activity === 'standby'),
      { what: 'the stop to arrive' },
    );
    await close();
  });

  it('is confirmed once where the answer got lost and the phone sends again', async () => {
    const { page, close } = await open('driver3');
    const isStepFrom = (url: URL): boolean => url.pathname === `/api/reports/${other}/submit`;
    let lost = 0;
    const losing = async (route: Route): Promise<void> => {
      await route.fetch();
      lost += 1;
      await route.abort('connectionreset');
    };
    const before = await historyOf(other);
    await page.route(isStepFrom, losing, { times: 1 });
    await confirm(page).click();
    await page.getByText('確定しました（送信待ち）').waitFor();
    await waitUntil(async () => lost === 1, { what: 'the answer to get lost' });
    expect(await historyOf(other)).toEqual([...before, 'submit driver3']);
    await page.reload();
    await page.getByText('確定しました（提出済）').waitFor();
    expect(await historyOf(other)).toEqual([...before, 'submit driver3']);
    await close();
  });
});
