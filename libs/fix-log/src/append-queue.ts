import { type AppendResult, LogUnavailableError } from './fix-log.js';

/** One call of `append` that waits for the log. */
export interface Append<Item> {
  readonly items: readonly Item[];
  /** Milliseconds of `performance.now()`. */
  readonly appendedAt: number;
  resolve(result: AppendResult): void;
  reject(error: Error): void;
}

/**
 * Appends in the order of their coming, live ones before those of buffered fixes, so that a backlog does not hold up
 * the live map; what goes beyond `maxItems` is refused, and the device keeps it.
 */
export class AppendQueue<Item> {
  private readonly live: Append<Item>[] = [];
  private readonly buffered: Append<Item>[] = [];
  private queuedItems = 0;

  constructor(private readonly maxItems: number) {}

  get length(): number {
    return this.queuedItems;
  }

  /** When the append came that waits longest, by `performance.now()`; Infinity where none waits. */
  get oldestAt(): number {
    const atOf = (appends: readonly Append<Item>[]): number => appends[0]?.appendedAt ?? Infinity;
    return Math.min(atOf(this.live), atOf(this.buffered));
  }

  /** Resolves or rejects with what becomes of the items. @throws LogUnavailableError when the queue is full */
  push(items: readonly Item[], isLive: boolean): Promise<AppendResult> {
    if (this.queuedItems + items.length > this.maxItems) {
      throw new LogUnavailableError('Too many fixes wait to be stored: send them again a little later.');
    }
    this.queuedItems += items.length;
    const appends = isLive ? this.live : this.buffered;
    return new Promise((resolve, reject) =>
      appends.push({ items, appendedAt: performance.now(), resolve, reject }),
    );
  }

  /** The first append, and those behind it while all together hold at most `maxItems`. */
  take(maxItems: number): Append<Item>[] {
    const taken = takeFirst(this.live, maxItems, 0);
    const items = sizeOf(taken);
    const rest = takeFirst(this.buffered, maxItems - items, taken.length);
    this.queuedItems -= items + sizeOf(rest);
    return [...taken, ...rest];
  }
}

const sizeOf = (appends: readonly Append<unknown>[]): number =>
  appends.reduce((sum, { items }) => sum + items.length, 0);

/** Takes appends that hold at most `maxItems` together; one larger than that goes where none was `takenBefore`. */
const takeFirst = <Item>(appends: Append<Item>[], maxItems: number, takenBefore: number): Append<Item>[] => {
  let count = 0;
  let items = 0;
  while (
    count < appends.length &&
    (count + takenBefore === 0 || items + appends[count].items.length <= maxItems)
  ) {
    items += appends[count++].items.length;
  }
  return appends.splice(0, count);
};
