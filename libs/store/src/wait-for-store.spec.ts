import { whenStoreUp } from './wait-for-store.js';

const refused = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('whenStoreUp', () => {
  const wait = (signal = new AbortController().signal) => {
    const told: string[] = [];
    return { told, options: { tell: (sentence: string) => void told.push(sentence), signal } };
  };

  it('tries on while the store is away, and says so once', async () => {
    const { told, options } = wait();
    let tries = 0;
    const work = async (): Promise<string> => {
      tries += 1;
      if (tries < 3) throw refused();
      return 'done';
    };
    expect(await whenStoreUp(work, options)).toBe('done');
    expect(told).toEqual([expect.stringMatching(/^Waiting for the database\. .*cannot be reached/)]);
  });

  it('throws what waiting does not mend', async () => {
    const { told, options } = wait();
    await expect(whenStoreUp(() => Promise.reject(new Error('newer version')), options)).rejects.toThrow(
      'newer version',
    );
    expect(told).toEqual([]);
  });

  it('ends with its signal', async () => {
    const ending = new AbortController();
    const waiting = whenStoreUp(() => Promise.reject(refused()), wait(ending.signal).options);
    ending.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});
