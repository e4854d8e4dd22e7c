import { type Areas, type Current, decodeState, type NetworkState, StateError } from '#wire';
import { Feed } from './feed.js';
import { readerNow } from './reader-clock.js';
import { StormTime } from './storm-time.js';

const TICK_MS = 5_000;
/** The list by place is larger and slower: every sixth tick is enough. */
const TICKS_PER_AREAS = 6;
/** A service that is still starting is asked again after this time. */
const RETRY_MS = 5_000;

/**
 * What the public plane publishes, kept fresh every 5 s while the page is visible. Listeners are called after every
 * tick, also after a failed one, because time has passed.
 */
export class Published {
  readonly time = new StormTime();
  state: NetworkState | null = null;
  areas: Areas | null = null;
  reachable = true;
  private ticksToAreas = 0;
  private ticking = false;
  private readonly listeners: (() => void)[] = [];
  private readonly currentFeed = new Feed('/current.json', (response) => response.json() as Promise<Current>);
  private readonly stateFeed = new Feed('/state/current', async (response) =>
    decodeState(new Uint8Array(await response.arrayBuffer())),
  );
  private readonly areasFeed = new Feed('/areas.json', (response) => response.json() as Promise<Areas>);

  private constructor(public current: Current) {}

  /** Opens what is published; a service that is still starting is asked again, after `onWait` was told. */
  static async open(onWait: () => void): Promise<Published> {
    for (;;) {
      try {
        const response = await fetch('/current.json', { cache: 'no-store' });
        if (!response.ok) throw new Error(`/current.json answered ${response.status}.`);
        return new Published((await response.json()) as Current);
      } catch (error) {
        console.warn('The service does not answer yet.', error);
        onWait();
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** Reads everything now and then every 5 s; a hidden page rests. One reading at a time: an older never comes last. */
  follow(): void {
    const tick = async (): Promise<void> => {
      if (document.hidden || this.ticking) return;
      this.ticking = true;
      await this.tick().finally(() => {
        this.ticking = false;
      });
    };
    void tick();
    setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
  }

  onTick(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The storm's present, from the last answer and the reader's own clock. */
  now(): number {
    return this.time.now(readerNow());
  }

  private async tick(): Promise<void> {
    try {
      await Promise.all([this.readState(), this.readCurrent(), this.readAreas()]);
      this.reachable = true;
    } catch (error) {
      this.reachable = false;
      console.warn('The state could not be read; the last one stays.', error);
      if (error instanceof StateError) reloadOnce();
    }
    for (const listener of this.listeners) listener();
  }

  private async readState(): Promise<void> {
    if (this.current.empty) return;
    const news = await this.stateFeed.next();
    if (!news) return;
    this.state = news.value;
    this.time.sync(news.value.asOfAt, news.value.clockRate, readerNow(), news.heldS);
  }

  private async readCurrent(): Promise<void> {
    const news = await this.currentFeed.next();
    if (!news) return;
    const replaced = this.current.tilesHash !== news.value.tilesHash;
    this.current = news.value;
    if (replaced) location.reload();
  }

  private async readAreas(): Promise<void> {
    this.ticksToAreas -= 1;
    if (this.current.empty || this.ticksToAreas > 0) return;
    const news = await this.areasFeed.next();
    if (news) this.areas = news.value;
    this.ticksToAreas = TICKS_PER_AREAS;
  }
}

const RELOADED_KEY = 'yukimichi.reloaded';

/** A page older than the service cannot read its state: it is loaded anew, once a visit. */
function reloadOnce(): void {
  try {
    if (sessionStorage.getItem(RELOADED_KEY) !== null) return;
    sessionStorage.setItem(RELOADED_KEY, '1');
    location.reload();
  } catch {
    console.warn('This browser keeps nothing for the page: reload it by hand.');
  }
}
