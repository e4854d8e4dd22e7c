import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RoadImportError } from './road-import-error.js';

/** The text of a UTF-8 file, unpacked when its first bytes say gzip. Throws `RoadImportError` when it cannot be unpacked. */
export async function* openText(file: Readable, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let done = 0;
  try {
    for await (const chunk of await unpacked(file)) {
      yield decoder.decode(chunk, { stream: true });
      done += chunk.length;
    }
    yield decoder.decode();
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, path, done);
  } finally {
    file.destroy();
  }
}

async function unpacked(file: Readable): Promise<AsyncIterable<Buffer>> {
  const [first] = await new Promise<[Buffer | null]>((resolve, reject) => {
    file.once('error', reject);
    file.once('readable', () => resolve([file.read() as Buffer | null]));
  });
  if (first) file.unshift(first);
  const isGzip = first?.[0] === 0x1f && first[1] === 0x8b;
  if (!isGzip) return file;
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}

function explain(error: NodeJS.ErrnoException, path: string, done: number): Error {
  if (error instanceof RoadImportError) return error;
  if (error.code?.startsWith('Z_') || error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    const what = error.code.startsWith('Z_')
      ? `it cannot be unpacked (${error.message})`
      : 'it is not UTF-8 text';
    return new RoadImportError(`${path} is damaged after ${done} bytes of text: ${what}; download it again.`);
  }
  return error;
}
