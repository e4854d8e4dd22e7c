import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hasFlag, type RoadNetwork, SEGMENT_FLAG } from '#domain';
import {
  blob,
  dataBlob,
  headerBlob,
  type TinyOsm,
  tinyPbf,
  tinyXml,
} from '../../../../test/support/tiny-pbf.js';
import { importRoads } from '../import-roads.js';
import { RoadImportError } from '../road-import-error.js';

/** A street crossed by a bridge, a one-way drawn backwards, a footway, a pond and a place. */
const TOWN: TinyOsm = {
  nodes: [
    { id: 1, at: [136.65, 36.56] },
    { id: 2, at: [136.6505, 36.56] },
    { id: 3, at: [136.651, 36.56] },
    { id: 4, at: [136.6505, 36.5595] },
    { id: 5, at: [136.6505, 36.5605] },
    { id: 6, at: [136.651, 36.5605] },
    { id: 7, at: [136.65, 36.561], tags: { place: 'suburb', name: '香林坊' } },
    { id: 8, at: [136.652, 36.562] },
    { id: 9, at: [136.653, 36.562] },
    { id: 10, at: [136.653, 36.563] },
  ],
  ways: [
    { id: 11, refs: [1, 2, 3], tags: { highway: 'trunk', ref: '157', name: '国道157号' } },
    { id: 12, refs: [4, 5], tags: { highway: 'tertiary', bridge: 'yes', name: '跨線橋' } },
    { id: 13, refs: [6, 3], tags: { highway: 'residential', oneway: '-1' } },
    { id: 14, refs: [1, 4], tags: { highway: 'footway' } },
    { id: 15, refs: [8, 9, 10], tags: {} },
    { id: 16, refs: [10, 8], tags: {} },
    { id: 17, refs: [3, 99, 98], tags: { highway: 'service' } },
    { id: 18, refs: [3, 5, 97], tags: { highway: 'service' } },
  ],
  relations: [
    {
      id: 21,
      members: [
        { ref: 15, role: 'outer' },
        { ref: 16, role: 'outer' },
      ],
      tags: { type: 'multipolygon', natural: 'water', name: '池' },
    },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roads-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function given(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const roadNames = (network: RoadNetwork): string[] => network.roads.map((road) => road.key);

describe('importRoads from OpenStreetMap', () => {
  it('makes the same network of XML, packed XML and both forms of PBF', async () => {
    const hashes = new Set<string>();
    for (const content of [tinyXml(TOWN), gzipSync(tinyXml(TOWN)), tinyPbf(TOWN), tinyPbf(TOWN, 'plain')]) {
      const { network } = await importRoads({ path: await given('town', content) });
      hashes.add(network.hash);
    }
    expect(hashes.size).toBe(1);
  });

  it('keeps roads, draws the rest and says what it left out', async () => {
    const { network, report } = await importRoads({ path: await given('town.pbf', tinyPbf(TOWN)) });
    expect(roadNames(network)).toEqual(['国道157号', '跨線橋', '13', '18']);
    expect(report.dropped.map(({ reason, count }) => [reason, count])).toEqual([
      ['missing_nodes', 1],
      ['path', 1],
    ]);
    expect(report.changed.map(({ reason }) => reason)).toEqual(['cut_at_edge']);
    expect(network.backdrop.map(({ kind, name }) => [kind, name])).toEqual([
      ['place', '香林坊'],
      ['water', '池'],
    ]);
    expect(network.source).toBe('© OpenStreetMap contributors (town.pbf)');
  });

  it('does not join a bridge to the road below, and turns a backward one-way round', async () => {
    const { network } = await importRoads({ path: await given('town.pbf', tinyPbf(TOWN)) });
    const oneWay = Array.from(network.roadOf).findIndex((road) => network.roads[road].key === '13');
    expect(hasFlag(network, oneWay, SEGMENT_FLAG.oneWay)).toBe(true);
    expect(network.nodeLatE6[network.tailNode[oneWay]]).toBe(36_560_000);
    const bridge = Array.from(network.flags).findIndex((flags) => flags & SEGMENT_FLAG.bridge);
    const trunk = Array.from(network.roadOf).flatMap((road, s) =>
      network.roads[road].key === '国道157号' ? [s] : [],
    );
    const trunkNodes = trunk.flatMap((s) => [network.tailNode[s], network.headNode[s]]);
    expect(trunkNodes).not.toContain(network.tailNode[bridge]);
    expect(network.level[bridge]).toBe(1);
  });

  const bad: [string, string | Uint8Array, RegExp][] = [
    ['an empty file', '', /is empty/],
    ['a file of another kind', 'GPS log 2026', /neither OpenStreetMap data .* begins with "GPS log 2026"/],
    [
      'XML of another kind',
      '<gpx><trk/></gpx>',
      /line 1, column 5: this is not OpenStreetMap XML, it begins with <gpx>/,
    ],
    [
      'broken XML',
      '<osm>\n<node id="1" lat="36" lon="136">\n</way>\n</osm>',
      /line 3, column 6: the XML is broken/,
    ],
    ['XML cut short', tinyXml(TOWN).slice(0, 900), /the XML is broken, unclosed tag/],
    [
      'a node without a position',
      '<osm>\n<node id="1" lon="136"/>\n</osm>',
      /line 2, column 24: <node> has no usable "lat"/,
    ],
    [
      'a packed file cut short',
      gzipSync(tinyXml(TOWN)).subarray(0, 200),
      /damaged after \d+ bytes of text: it cannot be unpacked/,
    ],
    [
      'a PBF cut short',
      tinyPbf(TOWN).subarray(0, -7),
      /cut short: the block that begins at byte 57 needs 7 bytes more/,
    ],
    [
      'a PBF with a changed byte',
      tinyPbf(TOWN).fill(0xff, 150, 160),
      /damaged at byte 57: the block cannot be unpacked/,
    ],
    [
      'a PBF block that is not one',
      Buffer.concat([headerBlob([]), blob('OSMData', Buffer.from('[[[['), true)]),
      /damaged at byte \d+/,
    ],
    [
      'rubbish after the PBF',
      Buffer.concat([tinyPbf(TOWN), Buffer.alloc(9, 7)]),
      /damaged at byte \d+: no block header/,
    ],
    [
      'a PBF of an unknown feature',
      Buffer.concat([headerBlob(['HistoricalInformation']), dataBlob(TOWN)]),
      /needs the feature "HistoricalInformation"/,
    ],
    [
      'a map without roads',
      tinyXml({ nodes: TOWN.nodes, ways: [TOWN.ways[3]] }),
      /no roads that can be driven \(1 ways were left out, most of them footways/,
    ],
  ];
  it.each(bad)('refuses %s and says where', async (_, content, sentence) => {
    const path = await given('bad', content);
    await expect(importRoads({ path })).rejects.toThrow(RoadImportError);
    await expect(importRoads({ path })).rejects.toThrow(sentence);
  });

  it('says that a file is missing or a folder', async () => {
    await expect(importRoads({ path: join(folder, 'none.pbf') })).rejects.toThrow(
      /There is no file .*none\.pbf/,
    );
    await expect(importRoads({ path: folder })).rejects.toThrow(/is a folder/);
  });
});
