import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { openText } from './open-text.js';
import { RoadImportError } from './road-import-error.js';

export type SourceFormat = 'pbf' | 'xml' | 'geojson';

/** Tells a source's format by its content, whatever its name. Throws `RoadImportError` for anything else. */
export async function detectFormat(path: string): Promise<SourceFormat> {
  await checkFile(path);
  const head = await firstBytes(path);
  if (head.subarray(4, 24).includes('OSMHeader')) return 'pbf';
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const text = isGzip ? await firstText(path) : head.toString('utf8');
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('<')) return 'xml';
  if (start.startsWith('{') || start.startsWith('[')) return 'geojson';
  const shown = JSON.stringify(start.slice(0, 20));
  throw new RoadImportError(
    `${path} is neither OpenStreetMap data (PBF, XML) nor GeoJSON: its content begins with ${shown}.`,
  );
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new RoadImportError(`There is no file ${path}.`);
    throw new RoadImportError(`The file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  if (found.isDirectory())
    throw new RoadImportError(`${path} is a folder; name one file of OpenStreetMap data or GeoJSON.`);
  if (found.size === 0) throw new RoadImportError(`${path} is empty; download it again.`);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(256);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function firstText(path: string): Promise<string> {
  for await (const text of openText(createReadStream(path), path)) if (text.trim()) return text;
  return '';
}
