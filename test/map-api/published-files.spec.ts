import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '#config';
import { PublishedFiles } from '../../apps/map-api/src/public/published-files.js';
import { replaceFile, writePublished } from '../../apps/map-api/src/publish/write-published.js';

const HASH = '00112233445566aa';
/** Around 136.65° E, 36.56° N: column 14411, row 6402 at zoom 14. */
const SET = { tilesHash: HASH, minzoom: 9, maxzoom: 14, bounds: [136.64, 36.55, 136.66, 36.57] };
const IN_SET = { z: 14, x: 14411, y: 6402 };

describe('published tiles', () => {
  let folder: string;
  let files: PublishedFiles;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-published-'));
    files = new PublishedFiles(folder, systemClock());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const tileFile = (z: number, x: number, y: number): string =>
    path.join(folder, 'tiles', HASH, `${z}/${x}/${y}.mvt`);
  const publishSet = async (): Promise<void> => {
    await writePublished(tileFile(IN_SET.z, IN_SET.x, IN_SET.y), 'a tile', 5);
    await replaceFile(path.join(folder, 'tiles', HASH, 'tile-set.json'), JSON.stringify(SET));
  };

  it('are found once their set is whole, however often they were asked for before', async () => {
    expect(await files.tile(HASH, IN_SET)).toBeUndefined();
    await publishSet();
    expect((await files.tile(HASH, IN_SET))?.identity.toString()).toBe('a tile');
  });

  it('are nothing outside what the set covers, whatever lies in the folder', async () => {
    await publishSet();
    for (const place of [
      { z: 14, x: 1, y: 1 },
      { z: 22, x: IN_SET.x, y: IN_SET.y },
    ]) {
      await writePublished(tileFile(place.z, place.x, place.y), 'not of the set', 5);
      expect(await files.tile(HASH, place)).toBeNull();
    }
  });
});
