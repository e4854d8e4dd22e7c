import { PbfWriter } from 'pbf';
import { pairsOf } from './match-arcs.js';
import type { RecordedTrack } from './match-tracks.js';

const PER_BLOCK = 8000;
/** Every string that the ways use; entry 0 is empty by the format's rule. */
const STRINGS = ['', 'highway', 'residential', 'oneway', 'yes'];

const message = (write: (pbf: PbfWriter) => void): Uint8Array => {
  const pbf = new PbfWriter();
  write(pbf);
  return pbf.finish();
};

const deltas = (values: readonly number[]): number[] =>
  values.map((value, i) => value - (values[i - 1] ?? 0));

const blob = (type: string, data: Uint8Array): Buffer => {
  const body = message((pbf) => pbf.writeBytesField(1, data));
  const head = message((pbf) => {
    pbf.writeStringField(1, type);
    pbf.writeVarintField(3, body.length);
  });
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length);
  return Buffer.concat([size, head, body]);
};

const block = (writeGroup: (pbf: PbfWriter) => void): Buffer => {
  const table = message((pbf) => {
    for (const text of STRINGS) pbf.writeStringField(1, text);
  });
  const data = message((pbf) => {
    pbf.writeBytesField(1, table);
    pbf.writeBytesField(2, message(writeGroup));
  });
  return blob('OSMData', data);
};

const blocksOf = (count: number, write: (from: number, to: number, pbf: PbfWriter) => void): Buffer[] =>
  Array.from({ length: Math.ceil(count / PER_BLOCK) }, (_, i) =>
    block((pbf) => write(i * PER_BLOCK, Math.min(count, (i + 1) * PER_BLOCK), pbf)),
  );

/** A track's roads as an OpenStreetMap PBF file (wiki: PBF Format): node n has id n + 1, every way is residential. */
export const osmOfArcs = (track: RecordedTrack): Buffer => {
  const { nodesE6 } = track;
  const nodes = blocksOf(nodesE6.length / 2, (from, to, group) => {
    const numbers = Array.from({ length: to - from }, (_, i) => from + i);
    const dense = message((pbf) => {
      pbf.writePackedSVarint(1, deltas(numbers.map((node) => node + 1)));
      pbf.writePackedSVarint(8, deltas(numbers.map((node) => nodesE6[2 * node + 1] * 10)));
      pbf.writePackedSVarint(9, deltas(numbers.map((node) => nodesE6[2 * node] * 10)));
    });
    group.writeBytesField(2, dense);
  });
  const pairs = pairsOf(track);
  const ways = blocksOf(pairs.length, (from, to, group) => {
    for (let i = from; i < to; i++) {
      const way = message((pbf) => {
        pbf.writeVarintField(1, i + 1);
        pbf.writePackedVarint(2, pairs[i].back === -1 ? [1, 3] : [1]);
        pbf.writePackedVarint(3, pairs[i].back === -1 ? [2, 4] : [2]);
        pbf.writePackedSVarint(8, deltas([pairs[i].a + 1, pairs[i].b + 1]));
      });
      group.writeBytesField(3, way);
    }
  });
  const header = message((pbf) => {
    pbf.writeStringField(4, 'OsmSchema-V0.6');
    pbf.writeStringField(4, 'DenseNodes');
  });
  return Buffer.concat([blob('OSMHeader', header), ...nodes, ...ways]);
};
