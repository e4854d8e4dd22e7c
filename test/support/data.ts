import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of real data to measure on: `YUKIMICHI_DATA`, else beside the project. It is never part of the project. */
export const DATA_FOLDER = process.env.YUKIMICHI_DATA ?? path.resolve('..', 'shared', 'data');

/** `describe` where the real file is there; else a suite that is skipped and says loudly why. */
export const describeWithData = (name: string, file: string, suite: (path: string) => void): void => {
  const found = path.join(DATA_FOLDER, file);
  if (existsSync(found)) {
    describe(name, () => suite(found));
    return;
  }
  process.stderr.write(
    `*** SKIPPED: ${name}: no ${file}; set YUKIMICHI_DATA to the folder that has it ***\n`,
  );
  describe.skip(`${name} (needs YUKIMICHI_DATA)`, () => {
    it('is skipped', () => undefined);
  });
};
