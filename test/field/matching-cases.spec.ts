import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import {
  type Fix,
  NO_WORK_HISTORY,
  type Pass,
  passesOfTrack,
  type RoadNetwork,
  SegmentIndex,
  splitTracks,
} from '#domain';
import { readNetworkFile } from '#store';
import { describeWithData } from '../support/data.js';
import { demoCity } from '../support/demo-city.js';
import { creditedBy, drivenSegments, fixesAlong, type RoadDrive } from './road-drives.js';
import { parallelPart, type RoadStretch, stretchesOf } from './road-ways.js';

/**
 * Cases 1–5 and 8 of the field, failures of real systems, on the generated city and on real roads; on hand-built streets
 * they stand in libs/domain/src/pass/field-cases.spec.ts. Case 6, upload in reverse: test/tracks/equal-passes.spec.ts
 * and test/kafka/backlog.spec.ts. Cases 7, 9 and 10: night-cases.spec.ts.
 */
jest.setTimeout(120_000);

const PLOWING = { blade: true, spreader: false };
const MOST_PARTS = 25;

/** Where the middle of the first segment of 60 m and more lies that begins 60 m on. */
const middleOfLongSegment = (network: RoadNetwork, stretch: RoadStretch): number => {
  let atM = 0;
  for (const directed of stretch.directed) {
    const lengthM = network.lengthCm[directed >> 1] / 100;
    if (atM >= 60 && lengthM >= 60) return atM + lengthM / 2;
    atM += lengthM;
  }
  return atM / 2;
};

const cases = (
  read: () => Promise<RoadNetwork>,
  { crossings, parallels }: { crossings: number; parallels: number },
): void => {
  let network: RoadNetwork;
  let index: SegmentIndex;
  let stretches: RoadStretch[];

  beforeAll(async () => {
    network = await read();
    index = new SegmentIndex(network);
    stretches = stretchesOf(network, 250);
  });

  const run = (fixes: readonly Fix[]): Pass[] =>
    splitTracks(fixes).flatMap(({ from, to }) =>
      passesOfTrack(index, fixes.slice(from, to), NO_WORK_HISTORY),
    );
  const along = (stretch: RoadStretch, more: Partial<RoadDrive> = {}): RoadDrive => ({
    ...{ stretch, fromM: 5, toM: stretch.lengthM - 5, speedMps: 6, says: PLOWING },
    ...more,
  });
  /** What is credited beyond the driven road itself, in words. */
  const wrongly = (credited: ReadonlySet<number>, stretch: RoadStretch): string[] => {
    const own = new Set(stretch.directed);
    return [...credited]
      .filter((d) => !own.has(d))
      .map((d) => `${network.roads[network.roadOf[d >> 1]].name} #${d}`);
  };
  const missed = (credited: ReadonlySet<number>, drive: RoadDrive): number[] =>
    drivenSegments(network, drive).filter((directed) => !credited.has(directed));

  it('case 1: a parallel street 25–60 m away is never credited, errors of 5–20 m towards it', () => {
    const parts = stretches.map((stretch) => parallelPart(index, stretch)).filter((part) => part !== null);
    expect(parts.length).toBeGreaterThanOrEqual(parallels);
    const every = Math.max(1, Math.floor(parts.length / MOST_PARTS));
    for (const { stretch, fromM, toM, gapM, toward } of parts.filter((_, i) => i % every === 0)) {
      // With an error of half the gap and more, noise included, the fixes would lie on the other street.
      for (const biasM of [5, 10, 15, 20].filter((each) => each + 3 < gapM / 2)) {
        const bias = [toward[0] * biasM, toward[1] * biasM] as const;
        const drive = along(stretch, { fromM, toM, speedMps: 5, bias });
        const credited = creditedBy(network, run(fixesAlong(index, drive)));
        const where = `${network.roads[network.roadOf[stretch.directed[0] >> 1]].name} ${biasM} of ${gapM.toFixed(0)} m`;
        expect([where, wrongly(credited, stretch), missed(credited, drive)]).toEqual([where, [], []]);
      }
    }
  });

  it('case 2: of the side streets that are crossed none is credited', () => {
    let crossed = 0;
    for (const stretch of stretches) {
      if (crossed >= crossings) break;
      crossed += stretch.sideRoads.size;
      const drive = along(stretch, { noiseM: 8 });
      const credited = creditedBy(network, run(fixesAlong(index, drive)));
      expect(wrongly(credited, stretch)).toEqual([]);
      expect(missed(credited, drive).length).toBeLessThanOrEqual(0.02 * stretch.directed.length);
    }
    expect(crossed).toBeGreaterThanOrEqual(crossings);
  });

  it('case 3: a crawl at 3 km/h and back in reverse counts once, and is not dropped', () => {
    for (const stretch of stretches.slice(0, 5)) {
      // Turning within a small triangle of streets cannot be told from driving round it.
      const turnM = middleOfLongSegment(network, stretch);
      const up = along(stretch, { toM: turnM, speedMps: 0.83 });
      const startS = Math.ceil(turnM / 0.83) + 5;
      const down = along(stretch, { fromM: turnM, toM: 5, speedMps: 0.83, startS, says: { blade: false } });
      const credited = creditedBy(network, run([...fixesAlong(index, up), ...fixesAlong(index, down)]));
      expect(missed(credited, up)).toEqual([]);
      expect(wrongly(credited, stretch)).toEqual([]);
    }
  });

  it.each([
    ['4: salting only is treated, never plowed', 6, { blade: false, spreader: true }, 'treated'],
    ['5: a deadhead at 40 km/h, blade up, is passed', 11, { blade: false }, 'passed'],
    ['5: a deadhead at 40 km/h of which nothing is known stays unknown', 11, {}, 'unknown'],
  ])('case %s', (_name, speedMps, says, kind) => {
    for (const stretch of stretches.slice(0, 5)) {
      const passes = run(fixesAlong(index, along(stretch, { speedMps, says })));
      expect([...new Set(passes.map((pass) => pass.workKind))]).toEqual([kind]);
      expect(creditedBy(network, passes).size).toBe(0);
    }
  });

  it('case 8: after a gap over 5 minutes, or a jump over 140 km/h, nothing between is credited', () => {
    const [long] = stretches;
    const before = along(long, { toM: 300 });
    for (const [fromM, startS] of [
      [long.lengthM - 300, 50 + 301],
      [long.lengthM - 300, 50 + 5],
    ]) {
      if ((fromM - 300) / (startS - 50) < 140 / 3.6 && startS < 300) continue;
      const after = along(long, { fromM, startS });
      const credited = creditedBy(network, run([...fixesAlong(index, before), ...fixesAlong(index, after)]));
      const between = drivenSegments(network, along(long, { fromM: 400, toM: fromM - 100 }));
      expect(between.filter((directed) => credited.has(directed))).toEqual([]);
      expect(missed(credited, along(long, { fromM: 5, toM: 250 }))).toEqual([]);
    }
  });
};

const withFolder = async (read: (folder: string) => Promise<RoadNetwork>): Promise<RoadNetwork> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'field-roads-'));
  try {
    return await read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('field cases of matching on the generated city', () => {
  cases(() => withFolder(async (folder) => (await demoCity(folder)).network), {
    crossings: 40,
    parallels: 10,
  });
});

const CLI = path.resolve('dist', 'libs', 'roads', 'src', 'cli.js');
describe.each([
  ['osm/liechtenstein.osm.pbf', 10],
  ['osm/columbus.osm.pbf', 10],
  ['osm/krems.osm.gz', 3],
] as const)('field cases of matching on %s', (file, parallels) => {
  describeWithData(`field cases on ${file}`, file, (source) => {
    const read = async (folder: string): Promise<RoadNetwork> => {
      const words = [CLI, 'import', source, '--out', folder, '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      return readNetworkFile((JSON.parse(stdout) as { file: string }).file);
    };
    cases(() => withFolder(read), { crossings: 40, parallels });
  });
});
