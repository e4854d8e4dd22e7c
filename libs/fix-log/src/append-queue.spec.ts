import { AppendQueue } from './append-queue.js';
import { LogUnavailableError } from './fix-log.js';

const queueOf = (maxItems: number, appends: readonly (readonly [items: string, isLive: boolean])[]) => {
  const queue = new AppendQueue<string>(maxItems);
  for (const [items, isLive] of appends) queue.push([...items], isLive).catch(() => undefined);
  return queue;
};
const taken = (queue: AppendQueue<string>, maxItems: number): string[] =>
  queue.take(maxItems).map(({ items }) => items.join(''));

describe('AppendQueue', () => {
  it('hands out live appends before buffered ones, each kind in the order of its coming', () => {
    const queue = queueOf(100, [
      ['abc', false],
      ['d', true],
      ['ef', false],
      ['g', true],
    ]);
    expect(taken(queue, 5)).toEqual(['d', 'g', 'abc']);
    expect(queue.length).toBe(2);
    expect(taken(queue, 5)).toEqual(['ef']);
    expect(taken(queue, 5)).toEqual([]);
    expect(queue.oldestAt).toBe(Infinity);
  });

  it('lets an append larger than a batch go alone', () => {
    const queue = queueOf(100, [
      ['abcdef', false],
      ['g', false],
    ]);
    expect(taken(queue, 3)).toEqual(['abcdef']);
    expect(taken(queue, 3)).toEqual(['g']);
  });

  it('refuses what goes beyond its size', () => {
    const queue = queueOf(4, [['abc', false]]);
    expect(() => queue.push(['d', 'e'], true)).toThrow(LogUnavailableError);
    expect(queue.length).toBe(3);
  });
});
