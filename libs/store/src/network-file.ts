import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { decodeNetwork, encodeNetwork, NetworkFileError, type RoadNetwork } from '#domain';

/** Reads a road network file. A missing or broken file is a `NetworkFileError` whose sentence names the file. */
export async function readNetworkFile(path: string): Promise<RoadNetwork> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new NetworkFileError(
      error.code === 'ENOENT'
        ? `There is no road network file at ${path}.`
        : `The road network file ${path} cannot be read (${error.code ?? error.message}).`,
    );
  });
  try {
    return decodeNetwork(bytes);
  } catch (error) {
    if (error instanceof NetworkFileError) throw new NetworkFileError(`${path}: ${error.message}`);
    throw error;
  }
}

/** Writes a road network file beside its place and renames it, so that a reader never sees half of one. */
export async function writeNetworkFile(path: string, network: RoadNetwork): Promise<void> {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(unfinished, encodeNetwork(network), { flush: true });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
