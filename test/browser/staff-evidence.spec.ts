import type { Browser } from 'playwright-core';
import { insertChange } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { DESK, openPage } from '../support/pages.js';
import { startTownServer, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

describeBrowser('staff page', () => {
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

  const open = () => openPage(browser, `${server.url}/staff?token=${server.staffToken}`, DESK);

  it('says why a pass is one: the rules, and the fixes that they rest on', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: '全体' }).click();
    const why = page.getByTestId('answer').getByRole('button', { name: '根拠' }).last();
    let clicks = 0;
    const isChosen = async (): Promise<boolean> => {
      // Steps that come to every part of the map, since few of them hit a road with passes.
      clicks += 1;
      const [x, y] = [0.618 * clicks, 0.382 * clicks].map((share) => share % 1);
      await page.mouse.click(380 + 500 * x, 150 + 500 * y);
      await page.waitForTimeout(300);
      return why.isVisible();
    };
    await waitUntil(isChosen, { what: 'a segment with a pass under the pointer' });
    await why.click();
    const evidence = page.getByTestId('answer').locator('.evidence');
    await evidence.getByText(/件を照合に使用/).waitFor();
    expect(await evidence.getByRole('row').count()).toBeGreaterThan(2);
    await page.getByTestId('answer').getByRole('button', { name: '根拠', expanded: true }).click();
    expect(await evidence.count()).toBe(0);
    await close();
  });

  it('warns of a device whose clock is wrong', async () => {
    const { page, close } = await open();
    await page.getByRole('option', { name: /^T-2 / }).waitFor();
    const fault = { deviceCode: 'D-2', vehicleId: 2, reason: 'local_time_as_utc' };
    await server.database.transaction((tx) => insertChange(tx, 'device_fault', fault));
    const alert = page.getByRole('alert');
    await alert.getByText(/端末 D-2 の時刻が 9 時間進んでいます/).waitFor();
    await close();
  });
});
