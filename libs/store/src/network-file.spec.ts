import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildNetwork } from '#domain';
import { readNetworkFile, writeNetworkFile } from './network-file.js';

describe('readNetworkFile, writeNetworkFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'network-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads what was written and leaves no unfinished file', async () => {
    const { network } = buildNetwork([], { source: 'nothing' });
    await writeNetworkFile(join(folder, 'a.network'), network);
    expect(await readNetworkFile(join(folder, 'a.network'))).toEqual(network);
    expect(await readdir(folder)).toEqual(['a.network']);
  });

  it('names the file that is missing', async () => {
    await expect(readNetworkFile(join(folder, 'b.network'))).rejects.toThrow(
      /There is no road network file at .*b\.network/,
    );
  });

  it('names the file that is not one', async () => {
    await writeFile(join(folder, 'c.network'), 'hello');
    await expect(readNetworkFile(join(folder, 'c.network'))).rejects.toThrow(
      /c\.network: This is not a road network file/,
    );
  });

  it('leaves nothing behind when it cannot write', async () => {
    const { network } = buildNetwork([], { source: 'nothing' });
    await expect(writeNetworkFile(join(folder, 'none', 'd.network'), network)).rejects.toThrow(/ENOENT/);
  });
});
