import { stat } from 'node:fs/promises';
import { PbfReader } from 'pbf';
import { RoadImportError } from '../road-import-error.js';
import type { OnBytes, OsmVisitor } from './osm-elements.js';
import { decodeAt, readBlobs } from './pbf-blobs.js';
import { readBlock } from './pbf-block.js';

/** What a file may ask of its reader (OpenStreetMap wiki, PBF Format, required_features). */
const KNOWN_FEATURES = ['OsmSchema-V0.6', 'DenseNodes'];

/** Reads an OpenStreetMap PBF file. */
export async function readPbf(path: string, visitor: OsmVisitor, onBytes: OnBytes): Promise<void> {
  const { size } = await stat(path);
  for await (const blob of readBlobs(path)) {
    if (blob.offset === 0 && blob.type !== 'OSMHeader') {
      throw new RoadImportError(
        `${path} is not an OpenStreetMap PBF file: its first block is "${blob.type}".`,
      );
    }
    if (blob.type === 'OSMHeader') decodeAt(path, blob.offset, () => checkFeatures(blob.data, path));
    if (blob.type === 'OSMData') decodeAt(path, blob.offset, () => readBlock(blob.data, visitor));
    onBytes(blob.endOffset, size);
  }
}

function checkFeatures(header: Uint8Array, path: string): void {
  const needed = new PbfReader(header).readFields((tag, features, pbf) => {
    if (tag === 4) features.push(pbf.readString());
  }, [] as string[]);
  const unknown = needed.find((feature) => !KNOWN_FEATURES.includes(feature));
  if (unknown) {
    throw new RoadImportError(
      `${path} needs the feature "${unknown}", which this program does not read; export it without (osmium cat).`,
    );
  }
}
