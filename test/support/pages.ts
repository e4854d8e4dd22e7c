import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const PHONE = { viewport: { width: 390, height: 844 } };
export const DESK = { viewport: { width: 1280, height: 800 } };

/** Runs in a page: decodes a picture and calls `count` with its pixels, four bytes each. */
const readPixels = (count: string): string => `async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return (${count})(data);
}`;

const DIFFERENT = 'data => new Set(new Uint32Array(data.buffer)).size';
/** Pixels that differ from one of the colours by at most 8 in each channel. */
const nearTo = (colours: readonly string[]): string => {
  const wanted = colours.map((colour) =>
    [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  return `data => {
    const isNear = (i) => ([red, green, blue]) =>
      Math.max(Math.abs(data[i] - red), Math.abs(data[i + 1] - green), Math.abs(data[i + 2] - blue)) <= 8;
    let n = 0;
    for (let i = 0; i < data.length; i += 4) if (${JSON.stringify(wanted)}.some(isNear(i))) n += 1;
    return n;
  }`;
};

/** Evaluates on a page of its own: ours forbids evaluated text, as it should. */
const measure = async (page: Page, count: string): Promise<number> => {
  const png = (await page.screenshot({ type: 'png' })).toString('base64');
  const blank = await page.context().newPage();
  const found: number = await blank.evaluate(`(${readPixels(count)})('data:image/png;base64,${png}')`);
  await blank.close();
  return found;
};

/** Number of different colours among the pixels of a page: a blank map has a few. */
export const countColours = (page: Page): Promise<number> => measure(page, DIFFERENT);

/** Number of pixels of about one of these colours, `#rrggbb`. */
export const countPixels = (page: Page, ...colours: readonly string[]): Promise<number> =>
  measure(page, nearTo(colours));

export interface OpenedPage {
  readonly page: Page;
  /** What a person would find wrong in the console, and what the page asks other servers for. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Opens an address in a context of its own and waits until its roads are to be seen. */
export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = DESK,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<OpenedPage> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (asked) => {
    if (!asked.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(asked.url()))
      faults.push(asked.url());
  });
  await prepare(page);
  await page.goto(url);
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached', timeout: 60_000 });
  return { page, faults, close: () => context.close() };
};
