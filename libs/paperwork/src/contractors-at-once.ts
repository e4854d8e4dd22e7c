import { groupBy } from '#domain';

/** While the contracts of one contractor wait for the store, those of others are computed. */
const AT_ONCE = 4;

/**
 * Runs over contracts, those of a few contractors at once, and gives what it made of each in their order. The contracts of one
 * contractor follow each other, since his invoices are numbered as they are issued. After an error no other is begun.
 */
export const contractorsAtOnce = async <Item extends { readonly contractorCode: string }, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results = new Map<Item, Result>();
  const waiting = [...groupBy(items, ({ contractorCode }) => contractorCode).values()];
  const work = async (): Promise<void> => {
    for (let own = waiting.shift(); own !== undefined; own = waiting.shift())
      for (const item of own) results.set(item, await run(item));
  };
  const stopping = (error: unknown): never => {
    waiting.length = 0;
    throw error;
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work().catch(stopping)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return items.map((item) => results.get(item)!);
};
