import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MAX_SEGMENT_M, type RoadNetwork } from '#domain';
import type { ImportReport } from '#roads';
import { readNetworkFile } from '#store';
import { describeWithData } from '../support/data.js';

const CLI = path.resolve('dist', 'libs', 'roads', 'src', 'cli.js');
const MAPPINGS = path.resolve('libs', 'roads', 'mappings');

interface Imported {
  readonly network: RoadNetwork;
  readonly report: ImportReport;
}

interface RealFile {
  readonly file: string;
  readonly mapping?: string;
  /** What the file is known to hold, roughly: kilometres of road and the share in the largest joined part. */
  readonly lengthKm: readonly [number, number];
  readonly largestComponentShare: number;
}

const FILES: readonly RealFile[] = [
  { file: 'osm/columbus.osm.pbf', lengthKm: [3600, 3900], largestComponentShare: 0.98 },
  { file: 'osm/liechtenstein.osm.pbf', lengthKm: [370, 410], largestComponentShare: 0.99 },
  { file: 'osm/oslo-east-filtered.osm.pbf', lengthKm: [520, 570], largestComponentShare: 0.99 },
  { file: 'osm/krems.osm.gz', lengthKm: [95, 115], largestComponentShare: 0.93 },
  {
    file: 'osm/tachikawa.geojson.gz',
    mapping: 'tachikawa-openstreetmap.json',
    lengthKm: [380, 410],
    largestComponentShare: 1,
  },
  {
    file: 'plow-gps/syracuse-roads.geojson.gz',
    mapping: 'syracuse-centrelines.json',
    lengthKm: [730, 780],
    largestComponentShare: 0.995,
  },
];

/** Runs the built command, as a person does; also ten times as fast as the same work inside jest. */
async function importFile(source: string, mapping: string | undefined, out: string): Promise<Imported> {
  const words = [
    'import',
    source,
    '--out',
    out,
    '--json',
    ...(mapping ? ['--map', path.join(MAPPINGS, mapping)] : []),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words]);
  const report = JSON.parse(stdout) as ImportReport & { file: string };
  return { report, network: await readNetworkFile(report.file) };
}

describe.each(FILES)('import of $file', ({ file, mapping, lengthKm, largestComponentShare }) => {
  describeWithData(`roads of ${file}`, file, (source) => {
    let folder: string;
    let imported: Imported;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'real-roads-'));
      imported = await importFile(source, mapping, folder);
    }, 120_000);
    afterAll(() => rm(folder, { recursive: true }));

    it('is as long and as connected as the place is', () => {
      const { report } = imported;
      expect(report.lengthKm).toBeGreaterThan(lengthKm[0]);
      expect(report.lengthKm).toBeLessThan(lengthKm[1]);
      expect(report.largestComponentShare).toBeGreaterThanOrEqual(largestComponentShare);
    });

    it('has no segment over 100 m and none that ends where it starts', () => {
      const { network, report } = imported;
      expect(report.longestSegmentM).toBeLessThanOrEqual(MAX_SEGMENT_M);
      expect(network.tailNode.findIndex((tail, s) => tail === network.headNode[s])).toBe(-1);
    });

    it('states the lengths that turf measures', () => {
      const { network, report } = imported;
      const stated = network.lengthCm.reduce((sum, cm) => sum + cm, 0) / 1e5;
      expect(Math.abs(stated - report.lengthKm)).toBeLessThan(0.001 * report.lengthKm);
    });

    it('has the same hash a second time, and a file named by it', async () => {
      const again = await importFile(source, mapping, folder);
      expect(again.network.hash).toBe(imported.network.hash);
      expect(await readdir(folder)).toEqual([`${imported.network.hash}.network`]);
    }, 120_000);
  });
});
