import { createHash } from 'node:crypto';
import {
  AUTHORITY_KINDS,
  type BackdropFeature,
  ROAD_CLASSES,
  ROUTE_CLASSES,
  type Road,
  type RoadNetwork,
} from './road-network.js';

/**
 * The network file, little-endian: magic (8 bytes), version (4), number of sections (4), length of the body (8),
 * SHA-256 of the body (32), 8 spare bytes; then the body: for each section its offset in the body and its length in
 * bytes (4 + 4), then the sections, each beginning at a multiple of 8. The first section is JSON, the others are
 * the typed arrays in the order of `ARRAYS`.
 */
const MAGIC = 'YUKINET\n';
const VERSION = 1;
const HEADER_BYTES = 64;

const ARRAYS = [
  ['nodeLngE6', Int32Array],
  ['nodeLatE6', Int32Array],
  ['tailNode', Int32Array],
  ['headNode', Int32Array],
  ['geometryStart', Int32Array],
  ['coordsE6', Int32Array],
  ['lengthCm', Int32Array],
  ['roadOf', Int32Array],
  ['flags', Uint8Array],
  ['lanes', Uint8Array],
  ['level', Int8Array],
  ['outStart', Int32Array],
  ['out', Int32Array],
] as const;
type ArrayName = (typeof ARRAYS)[number][0];
type AnyArray = Int32Array | Uint8Array | Int8Array;

/** A file that is not a whole road network; the message is one sentence for the person who gave the file. */
export class NetworkFileError extends Error {
  override readonly name = 'NetworkFileError';
}

/** The bytes of a network file. */
export function encodeNetwork(network: RoadNetwork): Uint8Array {
  const body = encodeBody(network);
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC), 0);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, ARRAYS.length + 1, true);
  view.setBigUint64(16, BigInt(body.length), true);
  bytes.set(createHash('sha256').update(body).digest(), 24);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** The name of a network: first 16 hexadecimal digits of the SHA-256 of its body (its `hash` has no part in it). */
export const networkHash = (network: RoadNetwork): string =>
  createHash('sha256').update(encodeBody(network)).digest('hex').slice(0, 16);

/** Reads a network file's bytes; the arrays are views into them. Throws `NetworkFileError`. */
export function decodeNetwork(bytes: Uint8Array): RoadNetwork {
  const { body, hash } = checkHeader(aligned(bytes));
  const facts = JSON.parse(new TextDecoder().decode(section(body, 0))) as Facts;
  const arrays = Object.fromEntries(
    ARRAYS.map(([name, kind], i) => [name, viewOf(section(body, i + 1), kind)]),
  );
  const network = {
    hash,
    source: facts.source,
    generated: facts.generated,
    bounds: facts.bounds,
    backdrop: facts.backdrop,
    roads: facts.roads.map(roadFromRow),
    segmentCount: arrays.tailNode.length,
    nodeCount: arrays.nodeLngE6.length,
    ...(arrays as Pick<RoadNetwork, ArrayName>),
  };
  return network;
}

type RoadRow = [
  key: string,
  name: string,
  ref: string,
  roadClass: number,
  authority: number,
  routeClass: number,
];

interface Facts {
  readonly source: string;
  readonly generated: boolean;
  readonly bounds: RoadNetwork['bounds'];
  readonly roads: readonly RoadRow[];
  readonly backdrop: readonly BackdropFeature[];
}

function encodeBody(network: RoadNetwork): Uint8Array {
  const { source, generated, bounds, backdrop } = network;
  const facts: Facts = { source, generated, bounds, roads: network.roads.map(rowOfRoad), backdrop };
  const sections = [
    new TextEncoder().encode(JSON.stringify(facts)),
    ...ARRAYS.map(([name]) => bytesOf(network[name])),
  ];
  const places: number[] = [];
  let end = multipleOf8(8 * sections.length);
  for (const { length } of sections) {
    places.push(end, length);
    end = multipleOf8(end + length);
  }
  const body = new Uint8Array(end);
  const view = new DataView(body.buffer);
  places.forEach((value, i) => {
    view.setUint32(4 * i, value, true);
  });
  sections.forEach((bytes, i) => {
    body.set(bytes, places[2 * i]);
  });
  return body;
}

const multipleOf8 = (value: number): number => (value + 7) & ~7;
const bytesOf = (array: AnyArray): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Int32 views need an aligned start; a slice of a larger buffer may not have one. */
const aligned = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 8 === 0 ? bytes : bytes.slice());

function checkHeader(bytes: Uint8Array): { body: Uint8Array; hash: string } {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw new NetworkFileError('This is not a road network file; make one with `npm run roads -- import`.');
  }
  if (bytes.length < HEADER_BYTES) throw truncated(HEADER_BYTES, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw new NetworkFileError(
      `The road network file has version ${version}, this program reads version ${VERSION}; import the roads again.`,
    );
  }
  const expected = HEADER_BYTES + Number(view.getBigUint64(16, true));
  if (bytes.length < expected) throw truncated(expected, bytes.length);
  const body = bytes.subarray(HEADER_BYTES, expected);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(24, 56))) {
    throw new NetworkFileError(
      'The road network file is damaged (its checksum differs); import the roads again.',
    );
  }
  return { body, hash: digest.toString('hex').slice(0, 16) };
}

const truncated = (expected: number, got: number): NetworkFileError =>
  new NetworkFileError(
    `The road network file is cut short: ${got} bytes of ${expected}; copy it again or import the roads again.`,
  );

function section(body: Uint8Array, index: number): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const start = view.getUint32(8 * index, true);
  return body.subarray(start, start + view.getUint32(8 * index + 4, true));
}

function viewOf(bytes: Uint8Array, kind: (typeof ARRAYS)[number][1]): AnyArray {
  return new kind(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / kind.BYTES_PER_ELEMENT);
}

function rowOfRoad({ key, name, ref, roadClass, authority, routeClass }: Road): RoadRow {
  return [
    key,
    name,
    ref,
    ROAD_CLASSES.indexOf(roadClass),
    AUTHORITY_KINDS.indexOf(authority),
    ROUTE_CLASSES.indexOf(routeClass),
  ];
}

function roadFromRow([key, name, ref, roadClass, authority, routeClass]: RoadRow): Road {
  return {
    key,
    name,
    ref,
    roadClass: ROAD_CLASSES[roadClass],
    authority: AUTHORITY_KINDS[authority],
    routeClass: ROUTE_CLASSES[routeClass],
  };
}
