import type { Browser, Page } from 'playwright-core';
import { insertChange, insertSnowfalls, insertStorms } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { countPixels, DESK, openPage, PHONE } from '../support/pages.js';
import { startTownServer, TOWN_STORM_AT, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

/** Colours of a vehicle's track and a route's corridor, in the dark and by day. */
const TRACK = ['#e0a3ff', '#d096ee', '#c28fdd', '#7a1fa2', '#8735ab'];
const HOUR_MS = 3_600_000;
/** After everything that the storm itself has told. */
const LATER_AT = TOWN_STORM_AT + 400 * HOUR_MS;

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

  const open = (options: Parameters<typeof openPage>[2] = DESK) =>
    openPage(browser, `${server.url}/staff?token=${server.staffToken}`, options);
  const rowOf = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name} `) });
  const detailsOf = (page: Page) => page.getByTestId('answer');
  /** Tells what a vehicle does now, as tracks would: where it was last, plowing eastward, unless `more` says else. */
  const tell = (kind: 'positions' | 'unit_silent' | 'unit_back', code: string, more: object): Promise<void> =>
    server.database.transaction(async (tx) => {
      const [last] = await tx.query<{ vehicleId: number; latE6: number; lngE6: number }>(
        `SELECT id AS "vehicleId", lat_e6 AS "latE6", lng_e6 AS "lngE6" FROM vehicle
         JOIN vehicle_now ON vehicle_id = id WHERE code = $1`,
        [code],
      );
      const rest = { speedMps: 5, headingDeg: 90, directed: null, workKind: 'plowed', silentSince: null };
      const vehicle = { ...last, ...rest, fixAt: LATER_AT, receivedAt: LATER_AT, ...more };
      await insertChange(tx, kind, kind === 'positions' ? { vehicles: [vehicle] } : vehicle);
    });

  it('lets staff in with the token only, and shows every vehicle', async () => {
    const { page, faults, close } = await open();
    const vehicles = await server.database.query<{ code: string }>(
      'SELECT code FROM vehicle JOIN vehicle_now ON vehicle_id = id',
    );
    expect(vehicles.length).toBeGreaterThan(3);
    for (const { code } of vehicles) await rowOf(page, code).waitFor();
    expect(page.url()).not.toContain('token=');
    expect(faults).toEqual([]);
    await close();
    const strangers = await browser.newContext(DESK);
    const stranger = await strangers.newPage();
    await stranger.goto(`${server.url}/staff`);
    await stranger.getByLabel('職員トークン').fill('wrong');
    await stranger.getByRole('button', { name: '入る' }).click();
    await stranger.getByText('このトークンでは入れません').waitFor();
    await strangers.close();
  });

  it('moves a vehicle on the list and on the map as its fixes come', async () => {
    const { page, close } = await open();
    await rowOf(page, 'T-2').click();
    await page.waitForTimeout(1_000);
    const before = await page.screenshot();
    await tell('positions', 'T-2', { speedMps: 6 });
    await page.getByRole('option', { name: /^T-2 .*22 km\/h/ }).waitFor();
    const isRedrawn = async (): Promise<boolean> => !(await page.screenshot()).equals(before);
    await waitUntil(isRedrawn, { what: 'another picture' });
    await close();
  });

  it('marks a silent unit, above all that report, until it is back', async () => {
    const { page, close } = await open();
    await tell('positions', 'T-3', {});
    await tell('positions', 'T-4', {});
    const placeOf = async (code: string): Promise<number> => {
      const rows = await page.getByRole('option').allTextContents();
      return rows.findIndex((text) => text.startsWith(code));
    };
    for (const code of ['T-3', 'T-4']) {
      await page.getByRole('option', { name: new RegExp(`^${code} 除雪`) }).waitFor();
    }
    await tell('unit_silent', 'T-4', { silentSince: LATER_AT });
    await page.getByRole('option', { name: /^T-4 通信なし/ }).waitFor();
    expect(await placeOf('T-4')).toBeLessThan(await placeOf('T-3'));
    await tell('unit_back', 'T-4', {});
    await page.getByRole('option', { name: /^T-4 除雪/ }).waitFor();
    await close();
  });

  it("draws a vehicle's track, and keeps it when the theme changes", async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: '全体' }).click();
    const none = await countPixels(page, ...TRACK);
    await rowOf(page, 'T-1').click();
    const isDrawn = async (): Promise<boolean> => (await countPixels(page, ...TRACK)) > none + 300;
    await waitUntil(isDrawn, { what: 'the track' });
    expect(await detailsOf(page).textContent()).toMatch(/走行.*km/);
    await page.getByRole('button', { name: '明暗を切替' }).click();
    await page.waitForTimeout(2_000);
    await waitUntil(isDrawn, { withinMs: 15_000, what: 'the track in the other theme' });
    await page.keyboard.press('Escape');
    await waitUntil(async () => !(await isDrawn()), { what: 'the track to go' });
    await close();
  });

  it('shows a route with its progress and corridor', async () => {
    const { page, close } = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('old town');
    await page
      .locator('#fleet')
      .getByText(/old town/)
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /old town/ }).waitFor();
    expect(await detailsOf(page).getByRole('meter').getAttribute('value')).toMatch(/^\d+$/);
    await waitUntil(async () => (await countPixels(page, ...TRACK)) > 200, { what: 'the corridor' });
    await close();
  });

  it("shows a clicked segment's state, its reason and its passes, read again when they change", async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: '全体' }).click();
    await page.waitForTimeout(1_000);
    const { width, height } = DESK.viewport;
    const passes = detailsOf(page).getByRole('heading', { name: /通過記録/ });
    const isChosen = async (): Promise<boolean> => {
      const x = 400 + Math.round(((width - 500) * (Date.now() % 1_000)) / 1_000);
      await page.mouse.click(x, height / 2);
      await page.waitForTimeout(500);
      return passes.isVisible();
    };
    await waitUntil(isChosen, { what: 'a segment under the pointer' });
    const countPasses = async (): Promise<number> => Number(/\d+/.exec((await passes.textContent())!)![0]);
    const before = await countPasses();
    await server.plowEverything();
    await waitUntil(async () => (await countPasses()) >= before + 2, { what: 'the new passes' });
    expect(await detailsOf(page).locator('.directions').textContent()).toMatch(/除雪済/);
    await close();
  });

  it('goes through the list by keyboard, opens, closes and explains the keys', async () => {
    const { page, close } = await open();
    await rowOf(page, 'T-1').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const cursor = page.locator('#fleet [data-cursor]');
    expect(await cursor.count()).toBe(1);
    expect(await page.locator('#fleet').getAttribute('aria-activedescendant')).toBe(
      await cursor.getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await detailsOf(page).waitFor();
    await page.keyboard.press('Escape');
    expect(await detailsOf(page).isVisible()).toBe(false);
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'キーボード操作' }).waitFor();
    await close();
  });

  it('asks for the token again when it is no longer accepted', async () => {
    const { page, close } = await open();
    await page.context().clearCookies();
    await page.route('**/api/stream', (route) => route.fulfill({ status: 401 }));
    await page.reload();
    await page.getByLabel('職員トークン').waitFor();
    await close();
  });

  it('fits a phone', async () => {
    const { page, close } = await open({ ...PHONE, bypassCSP: true });
    await rowOf(page, 'T-1').click();
    await detailsOf(page).getByRole('heading', { name: /T-1/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.viewport.width);
    await close();
  });
});

describeBrowser('a storm that begins and ends', () => {
  it('is told on both pages while it is on', async () => {
    const server = await startTownServer({ environment: { DUE_AFTER_STORM_H: '0' } });
    const browser = await launchBrowser();
    const { page: staff } = await openPage(browser, `${server.url}/staff?token=${server.staffToken}`);
    const { page: residents } = await openPage(browser, server.url);
    const told = staff.getByTestId('figures').locator('div', { hasText: '新積雪' });
    await residents.getByText('降雪期ではありません').waitFor();
    await told.filter({ hasText: '–' }).waitFor();
    const [startedAt, endedAt] = [TOWN_STORM_AT, TOWN_STORM_AT + HOUR_MS];
    await server.database.transaction(async (tx) => {
      await insertStorms(tx, [{ area: 'all', startedAt, endedAt: null }], startedAt);
      await insertSnowfalls(tx, [{ area: 'all', fromAt: startedAt, toAt: endedAt, newSnowCm: 12 }], endedAt);
    });
    await told.filter({ hasText: '12cm' }).waitFor();
    await residents.getByTestId('figures').filter({ hasText: '12cm' }).waitFor();
    await server.database.transaction((tx) =>
      insertStorms(tx, [{ area: 'all', startedAt, endedAt }], endedAt),
    );
    await told.filter({ hasText: '–' }).waitFor();
    await residents.getByText('降雪期ではありません').waitFor();
    await browser.close();
    await server.dispose();
  });
});

describeBrowser('a service without roads', () => {
  it('says on both pages what to run', async () => {
    const server = await startTownServer({ empty: true });
    const browser = await launchBrowser();
    for (const path of ['/', `/staff?token=${server.staffToken}`]) {
      const { page, close } = await openPage(browser, `${server.url}${path}`, DESK);
      await page.getByText('npm run roads -- import').waitFor();
      await close();
    }
    await browser.close();
    await server.dispose();
  });
});
