import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { PbfReader } from 'pbf';
import { RoadImportError } from '../road-import-error.js';

const inflateBlob = promisify(inflate);

/** Limits of the format (OpenStreetMap wiki, PBF Format). */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

export interface PbfBlob {
  readonly type: string;
  /** Where the blob begins in the file. */
  readonly offset: number;
  readonly endOffset: number;
  readonly data: Uint8Array;
}

/** The unpacked blobs of an OpenStreetMap PBF file in their order. Throws `RoadImportError` with the byte of the fault. */
export async function* readBlobs(path: string): AsyncGenerator<PbfBlob> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let offset = 0; offset < size; ) {
      const blob = await readBlob({ file, path, size }, offset);
      yield blob;
      offset = blob.endOffset;
    }
  } finally {
    await file.close();
  }
}

interface Source {
  readonly file: FileHandle;
  readonly path: string;
  readonly size: number;
}

async function readBlob(source: Source, offset: number): Promise<PbfBlob> {
  const length = (await take(source, offset, offset, 4)).readUInt32BE(0);
  if (length === 0 || length > MAX_HEADER_BYTES)
    throw damaged(source.path, offset, 'no block header is there');
  const { type, size } = parseHeader(await take(source, offset, offset + 4, length), source.path, offset);
  const start = offset + 4 + length;
  const data = await unpack(await take(source, offset, start, size), source.path, offset);
  return { type, offset, endOffset: start + size, data };
}

async function take(
  { file, path, size }: Source,
  blobOffset: number,
  at: number,
  length: number,
): Promise<Buffer> {
  if (at + length > size) {
    throw new RoadImportError(
      `${path} is cut short: the block that begins at byte ${blobOffset} needs ${at + length - size} bytes more than the file has; download it again.`,
    );
  }
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, at);
  return bytes;
}

function parseHeader(bytes: Uint8Array, path: string, offset: number): { type: string; size: number } {
  const header = decodeAt(path, offset, () =>
    new PbfReader(bytes).readFields(
      (tag, result, pbf) => {
        if (tag === 1) result.type = pbf.readString();
        else if (tag === 3) result.size = pbf.readVarint();
      },
      { type: '', size: 0 },
    ),
  );
  const isSound = /^[A-Za-z]+$/.test(header.type) && header.size > 0 && header.size <= MAX_BLOB_BYTES;
  if (!isSound) throw damaged(path, offset, 'the block header cannot be read');
  return header;
}

async function unpack(bytes: Uint8Array, path: string, offset: number): Promise<Uint8Array> {
  const blob = decodeAt(path, offset, () => new PbfReader(bytes).readFields(readBlobField, {} as BlobFields));
  if (blob.raw) return blob.raw;
  if (!blob.zlib) {
    throw new RoadImportError(
      `${path}: the block at byte ${offset} is packed by ${blob.other ?? 'nothing known'}; repack it with zlib (osmium cat -f pbf).`,
    );
  }
  const data = await inflateBlob(blob.zlib).catch((error: Error) => {
    throw damaged(path, offset, `the block cannot be unpacked, ${error.message}`);
  });
  if (data.length !== blob.rawSize) throw damaged(path, offset, 'the block has another length than it says');
  return data;
}

interface BlobFields {
  raw?: Uint8Array;
  rawSize?: number;
  zlib?: Uint8Array;
  other?: string;
}

const OTHER_PACKINGS: Record<number, string> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4', 7: 'Zstandard' };

function readBlobField(tag: number, blob: BlobFields, pbf: PbfReader): void {
  if (tag === 1) blob.raw = pbf.readBytes();
  else if (tag === 2) blob.rawSize = pbf.readVarint();
  else if (tag === 3) blob.zlib = pbf.readBytes();
  else if (OTHER_PACKINGS[tag]) blob.other = OTHER_PACKINGS[tag];
}

/** Runs a decoder; whatever it trips over is damage at this byte of the file. */
export function decodeAt<T>(path: string, offset: number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof RoadImportError) throw error;
    throw damaged(path, offset, (error as Error).message);
  }
}

const damaged = (path: string, offset: number, what: string): RoadImportError =>
  new RoadImportError(`${path} is damaged at byte ${offset}: ${what}; download it again.`);
