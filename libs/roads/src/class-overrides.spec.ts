import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoadWay } from '#domain';
import { applyClassOverrides, readClassOverrides } from './class-overrides.js';

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'classes-')), 'classes.csv');
});
afterAll(() => rm(join(path, '..'), { recursive: true }));

async function read(content: string | Uint8Array) {
  await writeFile(path, content);
  return readClassOverrides(path);
}

describe('readClassOverrides', () => {
  it('reads refs and names with plan classes in code or in the words of the plans', async () => {
    expect(await read('\uFEFFroad,class\r\n8,state_main\r\n百万石通り,第1次路線\r\n')).toEqual([
      { line: 2, road: '8', routeClass: 'state_main', roadClass: null },
      { line: 3, road: '百万石通り', routeClass: 'city_1', roadClass: null },
    ]);
  });

  it('reads Shift JIS', async () => {
    const korinbo = Uint8Array.from([0x8d, 0x81, 0x97, 0xd1, 0x96, 0x56]);
    const bytes = Buffer.concat([Buffer.from('road,class\n'), korinbo, Buffer.from(',city_2\n')]);
    expect(await read(bytes)).toMatchObject([{ road: '香林坊', routeClass: 'city_2' }]);
  });

  const bad: [string, string, RegExp][] = [
    [
      'an unknown plan class',
      'road,class\n8,state_main\n9,pref_9\n',
      /classes\.csv, line 3, column 2 \(class\): "pref_9" is not a plan class; use one of state_main/,
    ],
    [
      'an unknown road class',
      'road,class,road_class\n8,pref_1,street\n',
      /line 2, column 3 \(road_class\): "street" is not a road class/,
    ],
    [
      'a missing road',
      'class,road\npref_1,\n',
      /line 2, column 2 \(road\): a ref, name or key of a road is missing/,
    ],
    ['too many fields', 'road,class\n8,pref_1,x\n', /line 2, column 3: there are more fields than columns/],
    ['a wrong first line', 'road,klass\n', /line 1, column 2: the first line must be "road,class"/],
    ['an empty file', '', /line 1, column 1: the first line must be/],
    ['a broken quote', 'road,class\n"8,pref_1\n', /line \d: the CSV is broken/],
  ];
  it.each(bad)('refuses %s and says where', async (_, content, sentence) => {
    await expect(read(content)).rejects.toThrow(sentence);
  });
});

describe('applyClassOverrides', () => {
  const way = (ref: string, roadClass: RoadWay['roadClass']) =>
    ({ id: 'w1', ref, name: '', roadClass, routeClass: 'none' }) as RoadWay;

  it('gives the class of the last fitting line and names the lines without a road', () => {
    const overrides = [
      { line: 2, road: '8', routeClass: 'pref_1', roadClass: null },
      { line: 3, road: '8', routeClass: 'state_main', roadClass: 'trunk' },
      { line: 4, road: '999', routeClass: 'pref_2', roadClass: null },
    ] as const;
    const { ways, unused } = applyClassOverrides([way('8', 'trunk'), way('8', 'primary')], overrides);
    expect(ways.map(({ routeClass }) => routeClass)).toEqual(['state_main', 'pref_1']);
    expect(unused.map(({ line }) => line)).toEqual([4]);
  });

  it('finds a road by its key', () => {
    const overrides = [{ line: 2, road: '国道8号', routeClass: 'state_main', roadClass: null }] as const;
    const { ways } = applyClassOverrides([way('8', 'trunk'), way('8', 'primary')], overrides);
    expect(ways.map(({ routeClass }) => routeClass)).toEqual(['state_main', 'none']);
  });
});
