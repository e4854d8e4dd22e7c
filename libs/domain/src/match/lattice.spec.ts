import {
  fixAt,
  fixesOfDrive,
  type Point,
  roadsOf,
  street,
} from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import { roadOfSegment } from '../network/road-network.js';
import type { PathStep } from './matched-track.js';
import { pathOfTrack, type TrackPath } from './path-of-track.js';

type Roads = ReturnType<typeof roadsOf>;
const match = (roads: Roads, fixes: Fix[]): TrackPath => pathOfTrack(roads.index, fixes);
const straight = (fromM: number, toM: number, northM: number): Point[] =>
  Array.from({ length: (toM - fromM) / 100 + 1 }, (_, i) => [fromM + 100 * i, northM] as Point);
/** Metres of the path on a road, `from` metres east and on. */
const metresOn = ({ network }: Roads, steps: readonly PathStep[], name: string, fromM = 0): number =>
  steps
    .filter(({ directed }) => roadOfSegment(network, directed >> 1).name === name)
    .filter(({ directed }) => {
      const eastE6 = network.coordsE6[2 * network.geometryStart[directed >> 1]];
      return (eastE6 / 1e6 - 136.65) * 111_195 * Math.cos((36.56 * Math.PI) / 180) >= fromM - 1;
    })
    .reduce((sum, { fromM: a, toM: b }) => sum + b - a, 0);

it('what had to be decided too early stays, and the path goes on where later fixes say', () => {
  // Two streets 14 m apart that part after 2 km and meet nowhere.
  const roads = roadsOf([
    street('A', [...straight(0, 2000, 0), [2100, -60], [3000, -700]]),
    street('B', [...straight(0, 2000, 14), [2100, 74], [3000, 714]]),
  ]);
  const fixes = fixesOfDrive({
    points: [
      [10, 5],
      [2000, 5],
      [2100, -60],
      [2900, -630],
    ],
    speedMps: 8,
    isMute: true,
  });
  const asB = fixes.map((fix, i) =>
    i < 30 ? { ...fix, latE6: fix.latE6 + Math.round((6 / 111_195) * 1e6) } : fix,
  );
  const path = match(roads, asB);
  expect(path.pathBreaks).toHaveLength(2);
  expect(metresOn(roads, path.steps, 'B')).toBeGreaterThan(200);
  expect(metresOn(roads, path.steps, 'B', 2100)).toBe(0);
  expect(metresOn(roads, path.steps, 'A', 2100)).toBeGreaterThan(600);
});

it('nobody drives against traffic for long: the path begins anew on the other carriageway', () => {
  // The ramp of a map that is out of date leads to the wrong carriageway only; GPS lies nearer to that, too.
  const roads = roadsOf([
    street('ramp', [
      [-300, 100],
      [0, 16],
    ]),
    street('westward', straight(0, 3000, 16).reverse(), { oneWay: true, roadClass: 'trunk' }),
    street('eastward', straight(-1000, 3000, 0), { oneWay: true, roadClass: 'trunk' }),
  ]);
  const fixes = fixesOfDrive({
    points: [
      [-290, 98],
      [0, 14],
      [2900, 12],
    ],
    speedMps: 20,
    isMute: true,
  });
  const path = match(roads, fixes);
  expect(metresOn(roads, path.steps, 'westward', 800)).toBe(0);
  expect(metresOn(roads, path.steps, 'eastward', 800)).toBeGreaterThan(1800);
});

it('out of sight for a minute a vehicle may have driven a loop', () => {
  const oneWay = { oneWay: true, roadClass: 'motorway' } as const;
  const roads = roadsOf([
    street('westward', straight(-300, 600, 0).reverse(), oneWay),
    street(
      'loop',
      [
        [-300, 0],
        [-340, 13],
        [-300, 26],
      ],
      oneWay,
    ),
    street('eastward', straight(-300, 2000, 26), oneWay),
  ]);
  const places: [Point, number][] = [
    [[580, 0], 0],
    [[60, 2], 60],
    [[120, 25], 120],
    [[1500, 26], 160],
    [[1900, 26], 180],
  ];
  const path = match(
    roads,
    places.map(([place, atS]) => fixAt(place, atS)),
  );
  expect(path.pathBreaks).toHaveLength(1);
  expect(metresOn(roads, path.steps, 'eastward')).toBeGreaterThan(1700);
});

describe('reported speeds', () => {
  const roads = roadsOf([
    street('A', straight(0, 1000, 0)),
    street('side', [
      [400, 0],
      [400, 200],
    ]),
  ]);
  const drive = {
    points: [
      [10, 0],
      [900, 0],
    ] as Point[],
    speedMps: 5,
  };

  it('tell an outlier on a side street from a drive there', () => {
    const fixes = fixesOfDrive(drive);
    const at = fixes.findIndex((_, i) => 10 + 25 * i >= 400);
    fixes[at] = fixAt([402, 120], (fixes[at].fixAt - fixes[0].fixAt) / 1000, { speedMps: 5, headingDeg: 90 });
    const path = match(roads, fixes);
    expect(metresOn(roads, path.steps, 'side')).toBe(0);
    expect(path.fixes[at].verdict).toBe('off_network');
  });

  it('of a vehicle that stands tell an outlier, too', () => {
    const coming = fixesOfDrive({ ...drive, points: [drive.points[0], [420, 0]] });
    const lastAt = (coming[coming.length - 1].fixAt - coming[0].fixAt) / 1000;
    // The first place is further than the speeds allow, too: that excuses no outlier later.
    const places: Point[] = [
      [438, 3],
      [434, -4],
      [436, 2],
      [540, 30],
      [433, 1],
      [435, -3],
    ];
    const standing = places.map((place, i) => fixAt(place, lastAt + 5 * (i + 1), { speedMps: 0.1 }));
    const path = match(roads, [...coming, ...standing]);
    expect(path.fixes.map(({ verdict }) => verdict).slice(coming.length)[3]).toBe('off_network');
    expect(metresOn(roads, path.steps, 'A')).toBeLessThan(440);
  });

  it('that are always 0 are not believed: the drive is followed all the same', () => {
    const path = match(roads, fixesOfDrive({ ...drive, speedMps: 20, says: { speedMps: 0 } }));
    expect(path.fixes.every(({ verdict }) => verdict === 'used')).toBe(true);
    expect(metresOn(roads, path.steps, 'A')).toBeGreaterThan(780);
    expect(path.pathBreaks).toHaveLength(1);
  });

  it('of a plow that stops to turn round show how far it came', () => {
    const through = roadsOf([street('A', straight(0, 200, 0)), street('entry', straight(-300, 0, 0))]);
    const inwards = fixesOfDrive({
      points: [
        [-200, 0],
        [86, 0],
      ],
      speedMps: 4,
    });
    const lastAt = (inwards[inwards.length - 1].fixAt - inwards[0].fixAt) / 1000;
    const standing = [3, 8, 13].map((s) => fixAt([91, 0], lastAt + s, { speedMps: 0 }));
    const back = fixesOfDrive({
      points: [
        [80, 0],
        [-200, 0],
      ],
      speedMps: 4,
      startS: lastAt + 18,
    });
    const { steps } = match(through, [...inwards, ...standing, ...back]);
    expect(metresOn(through, steps, 'A')).toBeGreaterThan(178);
  });
});
