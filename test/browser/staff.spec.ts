import type { Browser, Page } from 'playwright-core';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { startTownServer, type TownServer } from '../support/town-server.js';

/** Runs in the page: decodes a screenshot and counts its colours. */
const COUNT_COLOURS = `async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return new Set(new Uint32Array(data.buffer)).size;
}`;

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

describeBrowser('pages in a real browser', () => {
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

  /** Opens a page, collecting what a person would find wrong in the console and what it loads from elsewhere. */
  const open = async (path: string, viewport: { width: number; height: number }) => {
    const page = await browser.newPage({ viewport });
    const faults: string[] = [];
    const bytes = { total: 0 };
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (asked) => {
      if (!asked.url().startsWith(server.url) && !/^(data|blob):/.test(asked.url())) faults.push(asked.url());
    });
    page.on('requestfinished', async (asked) => {
      const sizes = await asked.sizes().catch(() => undefined);
      bytes.total += sizes?.responseBodySize ?? 0;
    });
    await page.goto(`${server.url}${path}`);
    await page.locator('html[data-ready="true"]').waitFor({ state: 'attached', timeout: 60_000 });
    return { page, faults, bytes };
  };

  /** Number of different colours among the pixels of the page: a blank map has a few. */
  const countColours = async (page: Page): Promise<number> => {
    const png = (await page.screenshot({ type: 'png' })).toString('base64');
    // On a page of its own: ours forbids evaluated text, as it should.
    const blank = await browser.newPage();
    const colours: number = await blank.evaluate(`(${COUNT_COLOURS})('data:image/png;base64,${png}')`);
    await blank.close();
    return colours;
  };

  it.each([
    ['phone', PHONE],
    ['desk', DESK],
  ])(
    "shows the residents' map on a %s, under 1 MB, without a fault",
    async (_name, viewport) => {
      const { page, faults, bytes } = await open('/', viewport);
      expect(await page.textContent('body')).toMatch(/除雪/);
      expect(await countColours(page)).toBeGreaterThan(100);
      expect(bytes.total).toBeLessThan(1_000_000);
      expect(faults).toEqual([]);
      await page.close();
    },
    90_000,
  );

  it('lists places in words, for those who cannot see the map', async () => {
    const { page } = await open('/', DESK);
    expect(await page.getByRole('list').count()).toBeGreaterThan(0);
    await page.close();
  }, 90_000);

  it('lets staff in with the token only, and shows every vehicle', async () => {
    const { page, faults } = await open(`/staff?token=${server.staffToken}`, DESK);
    const [{ code }] = await server.database.query<{ code: string }>(
      'SELECT code FROM vehicle JOIN vehicle_now ON vehicle_id = id LIMIT 1',
    );
    await page.getByText(code).first().waitFor({ timeout: 30_000 });
    expect(page.url()).not.toContain('token=');
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);
});
