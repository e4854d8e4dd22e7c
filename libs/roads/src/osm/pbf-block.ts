import { PbfReader } from 'pbf';
import type { OsmMember, OsmTags, OsmVisitor } from './osm-elements.js';

/** What the elements of a block share (OpenStreetMap wiki, PBF Format, PrimitiveBlock). */
interface Block {
  readonly strings: string[];
  readonly groups: Uint8Array[];
  granularity: number;
  latOffset: number;
  lngOffset: number;
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;

/** Hands each element of an `OSMData` block to the visitor. Throws an Error when the bytes are not such a block. */
export function readBlock(bytes: Uint8Array, visitor: OsmVisitor): void {
  const block = new PbfReader(bytes).readFields(readBlockField, {
    strings: [],
    groups: [],
    granularity: 100,
    latOffset: 0,
    lngOffset: 0,
  } as Block);
  for (const group of block.groups) new PbfReader(group).readFields(readGroupField, { block, visitor });
}

function readBlockField(tag: number, block: Block, pbf: PbfReader): void {
  if (tag === 1)
    pbf.readMessage((field, strings, at) => field === 1 && strings.push(at.readString()), block.strings);
  else if (tag === 2) block.groups.push(pbf.readBytes());
  else if (tag === 17) block.granularity = pbf.readVarint();
  else if (tag === 19) block.latOffset = pbf.readVarint(true);
  else if (tag === 20) block.lngOffset = pbf.readVarint(true);
}

interface Group {
  readonly block: Block;
  readonly visitor: OsmVisitor;
}

function readGroupField(tag: number, { block, visitor }: Group, pbf: PbfReader): void {
  if (tag === 1 && visitor.node) readNode(pbf, block, visitor);
  else if (tag === 2 && visitor.node) readDenseNodes(pbf, block, visitor);
  else if (tag === 3 && visitor.way) readWay(pbf, block, visitor);
  else if (tag === 4 && visitor.relation) readRelation(pbf, block, visitor);
}

function readNode(pbf: PbfReader, block: Block, visitor: OsmVisitor): void {
  const node = pbf.readMessage(
    (tag, at, field) => {
      if (tag === 1) at.id = field.readSVarint();
      else if (tag === 2) field.readPackedVarint(at.keys);
      else if (tag === 3) field.readPackedVarint(at.values);
      else if (tag === 8) at.lat = field.readSVarint();
      else if (tag === 9) at.lng = field.readSVarint();
    },
    { id: Number.NaN, lat: Number.NaN, lng: Number.NaN, keys: [] as number[], values: [] as number[] },
  );
  visitor.node?.(
    node.id,
    degrees(node.lng, block.lngOffset, block),
    degrees(node.lat, block.latOffset, block),
    tagsOf(node.keys, node.values, block),
  );
}

function readDenseNodes(pbf: PbfReader, block: Block, visitor: OsmVisitor): void {
  const dense = { ids: [] as number[], lats: [] as number[], lngs: [] as number[], tags: [] as number[] };
  pbf.readMessage((tag, at, field) => {
    if (tag === 1) field.readPackedSVarint(at.ids);
    else if (tag === 8) field.readPackedSVarint(at.lats);
    else if (tag === 9) field.readPackedSVarint(at.lngs);
    else if (tag === 10) field.readPackedVarint(at.tags);
  }, dense);
  if (dense.lats.length !== dense.ids.length || dense.lngs.length !== dense.ids.length) {
    throw new Error('the nodes of the block have unequal lists');
  }
  let [id, lat, lng, tagAt] = [0, 0, 0, 0];
  for (let i = 0; i < dense.ids.length; i++) {
    id += dense.ids[i];
    lat += dense.lats[i];
    lng += dense.lngs[i];
    const tagEnd = endOfTags(dense.tags, tagAt);
    const tags = tagEnd > tagAt ? denseTags(dense.tags, tagAt, tagEnd, block) : NO_TAGS;
    visitor.node?.(id, degrees(lng, block.lngOffset, block), degrees(lat, block.latOffset, block), tags);
    tagAt = tagEnd + 1;
  }
}

const NO_TAGS: OsmTags = {};

/** The tags of dense nodes are one list of key, value, …, with a 0 after each node. */
function endOfTags(list: readonly number[], from: number): number {
  let at = from;
  while (at < list.length && list[at] !== 0) at += 2;
  return at;
}

function denseTags(list: readonly number[], from: number, end: number, block: Block): OsmTags {
  const tags: Record<string, string> = {};
  for (let i = from; i < end; i += 2) tags[stringAt(block, list[i])] = stringAt(block, list[i + 1]);
  return tags;
}

function readWay(pbf: PbfReader, block: Block, visitor: OsmVisitor): void {
  const way = pbf.readMessage(
    (tag, at, field) => {
      if (tag === 1) at.id = field.readVarint();
      else if (tag === 2) field.readPackedVarint(at.keys);
      else if (tag === 3) field.readPackedVarint(at.values);
      else if (tag === 8) field.readPackedSVarint(at.refs);
    },
    { id: Number.NaN, keys: [] as number[], values: [] as number[], refs: [] as number[] },
  );
  visitor.way?.(way.id, summed(way.refs), tagsOf(way.keys, way.values, block));
}

function readRelation(pbf: PbfReader, block: Block, visitor: OsmVisitor): void {
  const empty = { id: Number.NaN, keys: [], values: [], roles: [], refs: [], types: [] };
  const lists = empty as { id: number } & Record<'keys' | 'values' | 'roles' | 'refs' | 'types', number[]>;
  const relation = pbf.readMessage((tag, at, field) => {
    if (tag === 1) at.id = field.readVarint();
    else if (tag === 2) field.readPackedVarint(at.keys);
    else if (tag === 3) field.readPackedVarint(at.values);
    else if (tag === 8) field.readPackedVarint(at.roles);
    else if (tag === 9) field.readPackedSVarint(at.refs);
    else if (tag === 10) field.readPackedVarint(at.types);
  }, lists);
  const refs = summed(relation.refs);
  const members = refs.map((ref, i): OsmMember => {
    const type = MEMBER_TYPES[relation.types[i]];
    if (!type) throw new Error(`relation ${relation.id} has a member of no known type`);
    return { type, ref, role: stringAt(block, relation.roles[i]) };
  });
  visitor.relation?.(relation.id, members, tagsOf(relation.keys, relation.values, block));
}

/** Ids are stored as differences. */
function summed(differences: readonly number[]): number[] {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum;
  });
}

/** Stored in units of `granularity` billionths of a degree. */
const degrees = (stored: number, offset: number, block: Block): number =>
  (offset + block.granularity * stored) / 1e9;

function tagsOf(keys: readonly number[], values: readonly number[], block: Block): OsmTags {
  if (keys.length !== values.length) throw new Error('an element has keys without values');
  const tags: Record<string, string> = {};
  keys.forEach((key, i) => {
    tags[stringAt(block, key)] = stringAt(block, values[i]);
  });
  return tags;
}

function stringAt(block: Block, index: number): string {
  const text = block.strings[index];
  if (text === undefined) throw new Error(`string ${index} of the block is missing`);
  return text;
}
