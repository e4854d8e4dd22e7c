import { contractorsAtOnce } from './contractors-at-once.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Two contracts of each contractor, by client. */
const CONTRACTS = ['ken', 'shi'].flatMap((client) =>
  Array.from({ length: 9 }, (_, i) => ({ id: `${client}-${i}`, contractorCode: `C${i}` })),
);

describe('contracts of a few contractors at once', () => {
  it('are given back in their order, one contractor’s never at the same time', async () => {
    const open: string[] = [];
    const begun: string[] = [];
    let most = 0;
    const made = await contractorsAtOnce(CONTRACTS, async ({ id, contractorCode }) => {
      expect(open).not.toContain(contractorCode);
      open.push(contractorCode);
      begun.push(id);
      most = Math.max(most, open.length);
      await turn();
      open.splice(open.indexOf(contractorCode), 1);
      return id;
    });
    expect(made).toEqual(CONTRACTS.map(({ id }) => id));
    expect(most).toBe(4);
    for (let i = 0; i < 9; i += 1) expect(begun.indexOf(`ken-${i}`)).toBeLessThan(begun.indexOf(`shi-${i}`));
  });

  it('end with an error of one of them, when the others that were begun are over', async () => {
    const over: string[] = [];
    const run = contractorsAtOnce(CONTRACTS, async ({ id }) => {
      if (id === 'ken-1') throw new Error('broken');
      await turn();
      over.push(id);
    });
    await expect(run).rejects.toThrow('broken');
    expect(over.sort()).toEqual(['ken-0', 'ken-2', 'ken-3', 'shi-0', 'shi-2', 'shi-3']);
  });
});
