import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCity } from '#fixtures';
import { writeNetworkFile } from '#store';

/** Writes the demo city of a seed into a folder. Runs from the build: inside jest the generator is ten times slower. */
const [folder, seed] = process.argv.slice(2);
const { network, register, machines } = makeCity(Number(seed));
await writeNetworkFile(path.join(folder, 'current.network'), network);
writeFileSync(path.join(folder, 'city.json'), JSON.stringify({ register, machines }));
