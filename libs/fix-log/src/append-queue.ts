import { type AppendResult, LogUnavailableError } from './fix-log.js';

/** One call of `append` that waits for the log. */
export interface Append<Item> {
  readonly items: readonly Item[];
  /** Milliseconds of `performance.now()`. */
  readonly appendedAt: number;
  resolve(result: AppendResult): void;
  reject(error: Error): void;
}

/** Appends in the order of their coming; what goes beyond `maxItems` is refused, and the device keeps it. */
export class AppendQueue<Item> {
  private readonly appends: Append<Item>[] = [];
  private queuedItems = 0;

  constructor(private readonly maxItems: number) {}

  get length(): number {
    return this.queuedItems;
  }

  /** The append that waits longest. */
  get first(): Append<Item> | undefined {
    return this.appends[0];
  }

  /** Resolves or rejects with what becomes of the items. @throws LogUnavailableError when the queue is full */
  push(items: readonly Item[]): Promise<AppendResult> {
    if (this.queuedItems + items.length > this.maxItems) {
      throw new LogUnavailableError('Too many fixes wait to be stored: send them again a little later.');
    }
    this.queuedItems += items.length;
    return new Promise((resolve, reject) =>
      this.appends.push({ items, appendedAt: performance.now(), resolve, reject }),
    );
  }

  /** The first append, and those behind it while all together hold at most `maxItems`. */
  take(maxItems: number): Append<Item>[] {
    let count = 0;
    let items = 0;
    while (
      count < this.appends.length &&
      (count === 0 || items + this.appends[count].items.length <= maxItems)
    ) {
      items += this.appends[count++].items.length;
    }
    this.queuedItems -= items;
    return this.appends.splice(0, count);
  }
}
