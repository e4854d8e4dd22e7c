import { jest } from '@jest/globals';
import type { Browser, Dialog, Page } from 'playwright-core';
import type { DailyReport } from '#domain';
import { smallTown } from '#fixtures';
import { makeReportsOf } from '#paperwork';
import { findReport } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { openPage, PHONE } from '../support/pages.js';
import { type PaperTown, startPaperTown } from '../support/paper-town.js';
import { storeNight } from '../support/paper-world.js';
import { TOWN_STORM_AT } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(180_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describeBrowser('a driver who confirms', () => {
  let town: PaperTown;
  let browser: Browser;
  const [withGap, underWay] = ['N20260124-T-2-K-C1', 'N20260124-T-3-K-C1'];

  beforeAll(async () => {
    town = await startPaperTown();
    browser = await launchBrowser();
    const { network } = smallTown();
    const drive = (vehicle: string, road: string, fromAt: number, toAt: number) =>
      storeNight(town.database, network, { vehicle, roads: [road], fromAt, toAt });
    const endedAt = TOWN_STORM_AT + 40 * MINUTE_MS;
    await drive('T-2', 'row 3', endedAt + 8 * MINUTE_MS, endedAt + 20 * MINUTE_MS);
    // The town's clock runs: a night that goes on for hours is under way whatever the test takes.
    await drive('T-3', 'column 3', endedAt, TOWN_STORM_AT + 8 * HOUR_MS);
    const range = { fromDate: '2026-01-24', toDate: '2026-01-24' };
    await makeReportsOf({ database: town.database, network }, { range, at: TOWN_STORM_AT + 9 * HOUR_MS });
  });
  afterAll(async () => {
    await browser?.close();
    await town?.dispose();
  });

  const open = (account: string) =>
    openPage(browser, town.addressOf('driver', account), { ...PHONE, bypassCSP: true });
  const report = async (reportNo: string): Promise<DailyReport> =>
    (await findReport(town.database, reportNo))!;
  const confirm = (page: Page) => page.getByRole('button', { name: 'このまま確定' });

  it('says why fixes are missing, with a photo, and the client reads it', async () => {
    const { page, faults, close } = await open('driver');
    await page.getByText('GPS 欠測').waitFor();
    await confirm(page).click();
    const form = page.getByTestId('gaps');
    await form.getByText('測位がありません').waitFor();
    expect((await report(withGap)).state).toBe('draft');
    await form.getByRole('button', { name: 'やめる' }).click();
    await confirm(page).click();
    await form.getByRole('button', { name: 'トンネル・高架下' }).click();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    );
    const photo = form.getByLabel('タコグラフなどの写真（任意）');
    await photo.setInputFiles({ name: 'chart.png', mimeType: 'image/png', buffer: png });
    await form.getByRole('button', { name: '理由をつけて確定' }).click();
    await page.getByText('確定しました（提出済）').waitFor();
    const { history, entries } = await report(withGap);
    expect(history.slice(-2).map(({ action, reason }) => [action, reason])).toEqual([
      ['correct', '写真を追加'],
      ['submit', 'トンネル・高架下'],
    ]);
    expect(entries.photos.length).toBe(1);
    expect(faults).toEqual([]);
    await close();
    const desk = await openPage(browser, town.addressOf('paper', 'city'));
    await desk.page.goto(`${town.url}/paper#/reports/${withGap}`);
    await desk.page.getByTestId('explained').getByText('トンネル・高架下').waitFor();
    await desk.close();
  });

  it('is told that the night goes on, and asked once more', async () => {
    const { page, close } = await open('driver3');
    await page.getByTestId('under-way').getByText('作業中').waitFor();
    const asked: string[] = [];
    const answer = (isYes: boolean) => (dialog: Dialog) => {
      asked.push(dialog.message());
      void (isYes ? dialog.accept() : dialog.dismiss());
    };
    page.once('dialog', answer(false));
    await confirm(page).click();
    expect(asked).toEqual([expect.stringContaining('まだ作業中です')]);
    page.once('dialog', answer(true));
    await confirm(page).click();
    await waitUntil(async () => (await report(underWay)).state === 'submitted', {
      what: 'the confirmation to arrive',
    });
    await close();
    const desk = await openPage(browser, town.addressOf('paper', 'office'));
    await desk.page.goto(`${town.url}/paper#/reports/${underWay}`);
    await desk.page.getByTestId('under-way').waitFor();
    await desk.close();
  });
});
