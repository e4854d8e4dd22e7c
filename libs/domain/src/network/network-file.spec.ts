import { buildNetwork } from './build-network.js';
import { decodeNetwork, encodeNetwork, NetworkFileError } from './network-file.js';
import type { RoadNetwork } from './road-network.js';
import type { RoadWay } from './road-way.js';

const street: RoadWay = {
  id: '1',
  coords: [
    [136.65, 36.56],
    [136.652, 36.561],
  ],
  name: '百万石通り',
  ref: '157',
  roadClass: 'trunk',
  oneWay: true,
  lanes: 3,
  bridge: true,
  tunnel: false,
  level: 1,
  authority: 'state',
  routeClass: 'state_main',
  meltingPipe: true,
};

const network = (): RoadNetwork =>
  buildNetwork([street], {
    source: '手書き',
    backdrop: [
      { kind: 'place', name: '金沢', rank: 0, geometry: { type: 'Point', coordinates: [136.65, 36.56] } },
    ],
  }).network;

describe('network file', () => {
  it('gives back what was written', () => {
    expect(decodeNetwork(encodeNetwork(network()))).toEqual(network());
  });

  it('reads a part of a larger buffer that begins at an odd byte', () => {
    const bytes = encodeNetwork(network());
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeNetwork(shifted.subarray(3))).toEqual(network());
  });

  const bad: [string, (bytes: Uint8Array) => Uint8Array, RegExp][] = [
    ['an empty file', () => new Uint8Array(0), /not a road network file/],
    [
      'another kind of file',
      () => new TextEncoder().encode('{"type":"FeatureCollection"}'),
      /not a road network file/,
    ],
    ['a header cut short', (bytes) => bytes.slice(0, 20), /cut short: 20 bytes of 64/],
    ['a body cut short', (bytes) => bytes.slice(0, -9), /cut short/],
    ['a newer version', (bytes) => bytes.with(8, 9), /version 9/],
    ['a changed byte', (bytes) => bytes.with(200, bytes[200] ^ 1), /damaged/],
  ];
  it.each(bad)('refuses %s in one sentence', (_, spoil, sentence) => {
    const spoiled = spoil(encodeNetwork(network()));
    expect(() => decodeNetwork(spoiled)).toThrow(NetworkFileError);
    expect(() => decodeNetwork(spoiled)).toThrow(sentence);
  });
});
