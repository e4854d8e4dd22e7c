import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the same from the sources and from the build. @throws Error where there is none. */
export const packageRoot = (): string => {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    if (path.dirname(folder) === folder)
      throw new Error('No package.json stands above the code: reinstall Yukimichi.');
    folder = path.dirname(folder);
  }
  return folder;
};
