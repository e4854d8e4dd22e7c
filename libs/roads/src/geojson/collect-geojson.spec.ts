import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasFlag, SEGMENT_FLAG } from '#domain';
import { importRoads } from '../import-roads.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roads-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function given(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const line = (properties: object, coordinates: unknown): object => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates },
});
const collection = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });
const EAST = [
  [136.65, 36.56],
  [136.6505, 36.56],
];
const NORTH = [
  [136.6505, 36.56],
  [136.6505, 36.5605],
];

describe('importRoads from GeoJSON', () => {
  it('takes the properties for OpenStreetMap tags without a mapping', async () => {
    const path = await given(
      'a.geojson',
      collection(line({ highway: "['tertiary', 'residential']", name: '平成新道' }, EAST)),
    );
    const { network } = await importRoads({ path });
    expect(network.roads[0]).toMatchObject({ key: '平成新道', roadClass: 'tertiary', routeClass: 'city_1' });
  });

  const MAPPING = {
    id: 'nr',
    name: ['label'],
    roadClass: { property: 'kind', values: { main: 'primary' }, otherwise: 'residential' },
    oneWay: { property: 'way', along: ['FT'], against: ['TF'] },
    authority: { property: 'owner', values: { CITY: 'city' }, otherwise: 'other' },
    endLevels: { from: 'fz', to: 'tz' },
    drop: { kind: ['private'] },
  };

  it('reads other properties by a mapping', async () => {
    const path = await given(
      'b.geojson',
      collection(
        line({ nr: 1, label: 'MAIN ST', kind: 'main', way: 'TF', owner: 'CITY', fz: 0, tz: 0 }, EAST),
        line({ nr: 2, kind: 'minor', way: '', fz: 1, tz: 0 }, NORTH),
        line({ nr: 3, kind: 'private' }, NORTH),
      ),
    );
    const mappingPath = await given('map.json', JSON.stringify(MAPPING));
    const { network, report } = await importRoads({ path, mappingPath });
    expect(network.roads).toMatchObject([
      { key: 'MAIN ST', roadClass: 'primary', authority: 'city', routeClass: 'city_1' },
      { key: '2', roadClass: 'residential', authority: 'other', routeClass: 'none' },
    ]);
    expect(hasFlag(network, 0, SEGMENT_FLAG.oneWay)).toBe(true);
    expect(network.nodeLngE6[network.tailNode[0]]).toBe(136_650_500);
    expect(network.nodeCount).toBe(4);
    expect(report.dropped).toMatchObject([{ reason: 'kind', count: 1, examples: ['feature 2'] }]);
  });

  const bad: [string, string, RegExp][] = [
    [
      'JSON with a fault',
      '{"type":"FeatureCollection",\n"features":[{"type":"Feature"},{"type" "Feature"}]}',
      /line 2, column 40 in feature 1: the JSON is broken/,
    ],
    [
      'JSON cut short',
      collection(line({}, EAST)).slice(0, -40),
      /line 1, column \d+ in feature 0: the JSON is broken, the file ends too early/,
    ],
    ['JSON of another kind', '{"fixes":[]}', /is JSON, but not a GeoJSON feature collection/],
    [
      'a position that is none',
      collection(line({}, EAST), line({}, [[136, null]])),
      /feature 1 \(counted from 0\): \[136,null\] is not a position/,
    ],
    [
      'projected coordinates',
      collection(line({}, [[-45_000, 62_000]])),
      /feature 0 .* not longitude and latitude .*EPSG:4326/,
    ],
    [
      'lines without a highway property',
      collection(line({ name: 'x' }, EAST)),
      /no roads that can be driven .* name its properties with --map/,
    ],
    ['no features', collection(), /no roads that can be driven; name its properties/],
  ];
  it.each(bad)('refuses %s and says where', async (_, content, sentence) => {
    await expect(importRoads({ path: await given('bad.geojson', content) })).rejects.toThrow(sentence);
  });

  const badMappings: [string, string, RegExp][] = [
    ['an unknown part', '{"oneway": {}}', /the mapping does not know "oneway"; it knows .*oneWay/],
    [
      'a class that is none',
      '{"roadClass": {"values": {"A": "street"}}}',
      /"roadClass" "values" "A" must be one of motorway.* not "street"/,
    ],
    ['a fault', '{"id": }', /map\.json, line 1, column 8: the JSON is broken/],
  ];
  it.each(badMappings)('refuses a mapping with %s', async (_, mapping, sentence) => {
    const path = await given('c.geojson', collection(line({}, EAST)));
    await expect(importRoads({ path, mappingPath: await given('map.json', mapping) })).rejects.toThrow(
      sentence,
    );
  });
});
