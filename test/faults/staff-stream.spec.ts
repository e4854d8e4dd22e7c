import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { smallTown } from '#fixtures';
import { Database, insertChange, writeNetworkFile } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { EmbeddedProcess, makeDataDir } from '../support/embedded-process.js';
import { loadPublished } from '../support/load-published.js';
import { DESK, openPage } from '../support/pages.js';
import { waitUntil } from '../support/wait-until.js';

const STAFF_TOKEN = 'stream-test';
/** Runs in the page before its scripts: keeps the name, id and segments of everything that the stream tells. */
const LISTEN = `
  window.told = [];
  const Native = window.EventSource;
  window.EventSource = class extends Native {
    addEventListener(name, listener) {
      super.addEventListener(name, (event) => {
        if (event instanceof MessageEvent) window.told.push({ name, id: event.lastEventId, ...JSON.parse(event.data) });
        listener(event);
      });
    }
  };`;

interface Told {
  readonly name: string;
  readonly id: string;
  readonly segments?: readonly number[];
}

describeBrowser('the staff stream in a browser', () => {
  let server: EmbeddedProcess;
  let database: Database;
  let browser: Browser;

  beforeAll(async () => {
    const dataDir = makeDataDir();
    const town = smallTown();
    await writeNetworkFile(path.join(dataDir, 'current.network'), town.network);
    server = await EmbeddedProcess.start({ DATA_DIR: dataDir, STAFF_TOKEN });
    database = new Database(server.databaseUrl, { max: 2 });
    await loadPublished(server.url, database, town.register);
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await database?.close();
    await server?.dispose();
  });

  const toldTo = (page: Page): Promise<Told[]> => page.evaluate('window.told');
  const segmentsTold = async (page: Page): Promise<number[]> =>
    (await toldTo(page)).flatMap(({ name, segments }) => (name === 'passes' ? segments! : []));
  /** A change that is told as it is; its one segment tells which it was. */
  const change = (segment: number): Promise<void> =>
    insertChange(database, 'passes', { vehicleId: 1, fromAt: 0, toAt: 1, segments: [segment] });
  const changes = async (from: number, to: number): Promise<void> => {
    for (let segment = from; segment <= to; segment += 1) await change(segment);
  };
  const until = (page: Page, segment: number): Promise<void> =>
    waitUntil(async () => (await segmentsTold(page)).includes(segment), { what: `change ${segment}` });

  it('goes on where it was after the server was killed and started again: nothing skipped, nothing twice', async () => {
    const { page, close } = await openPage(
      browser,
      `${server.url}/staff?token=${STAFF_TOKEN}`,
      { ...DESK, bypassCSP: true },
      (fresh) => fresh.addInitScript(LISTEN),
    );
    const resumedAt: string[] = [];
    page.on('request', async (asked) => {
      if (asked.url().endsWith('/api/stream'))
        resumedAt.push((await asked.allHeaders())['last-event-id'] ?? '');
    });
    await changes(1, 5);
    await until(page, 5);
    const last = (await toldTo(page)).findLast(({ name }) => name === 'passes')!.id;
    await server.end('SIGKILL');
    await page.getByTestId('as-of').filter({ hasText: '再接続しています' }).waitFor();
    await changes(6, 10);
    await server.start();
    await changes(11, 15);
    await until(page, 15);
    await page.getByTestId('as-of').filter({ hasText: '接続中' }).waitFor();
    expect(await segmentsTold(page)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    const snapshots = (await toldTo(page)).filter(({ name }) => name === 'snapshot');
    expect({ snapshots: snapshots.length, resumed: resumedAt.includes(last) }).toEqual({
      snapshots: 1,
      resumed: true,
    });
    await close();
  }, 180_000);
});
