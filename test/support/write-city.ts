import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCity } from '#fixtures';
import { writeNetworkFile } from '#store';

/** Writes the demo city into a folder: `current.network` and `register.json`. Run from the build, where it is quick. */
const [folder] = process.argv.slice(2);
const city = makeCity(1);
await writeNetworkFile(path.join(folder, 'current.network'), city.network);
writeFileSync(path.join(folder, 'register.json'), JSON.stringify(city.register));
