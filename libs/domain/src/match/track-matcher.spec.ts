import {
  fixAt,
  fixesOfDrive,
  type Point,
  roadsOf,
  street,
} from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import type { PathStep } from './matched-track.js';
import { pathOfTrack, type TrackPath } from './path-of-track.js';
import { TrackMatcher } from './track-matcher.js';

type Roads = ReturnType<typeof roadsOf>;
const match = (roads: Roads, fixes: Fix[]): TrackPath => pathOfTrack(roads.index, fixes);
const lengthM = (steps: readonly PathStep[]): number =>
  steps.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
const straight = (toM: number, northM = 0): Point[] =>
  Array.from({ length: toM / 100 + 1 }, (_, i) => [100 * i, northM] as Point);

/** Tells, for every used fix, how many used fixes and how many ms later its place was final. */
const delaysOf = (roads: Roads, fixes: readonly Fix[]): { fixes: number; ms: number }[] => {
  const delays: { fixes: number; ms: number }[] = [];
  let newest = 0;
  const matcher = new TrackMatcher(roads.index, {
    moved: () => undefined,
    broken: () => undefined,
    judged: (ordinal, verdict) => {
      if (verdict === 'used') {
        delays.push({ fixes: newest - ordinal, ms: fixes[newest].fixAt - fixes[ordinal].fixAt });
      }
    },
  });
  fixes.forEach((fix, i) => {
    newest = i;
    matcher.push(fix);
  });
  matcher.finish();
  return delays;
};

describe('a place is final', () => {
  const twins = roadsOf([
    street('A', straight(3000)),
    street('B', straight(3000, 12)),
    street('west', [
      [0, 0],
      [0, 12],
    ]),
    street('east', [
      [3000, 0],
      [3000, 12],
    ]),
  ]);
  const between = {
    points: [
      [10, 6],
      [2900, 6],
    ] as Point[],
    isMute: true,
  };

  it('after at most 18 further fixes, though two streets fit alike', () => {
    const delays = delaysOf(twins, fixesOfDrive({ ...between, speedMps: 20, intervalS: 1 }));
    expect(Math.max(...delays.map(({ fixes }) => fixes))).toBeGreaterThan(1);
    expect(Math.max(...delays.map(({ fixes }) => fixes))).toBeLessThanOrEqual(19);
  });

  it('with the first fix that is over 90 s later', () => {
    const delays = delaysOf(twins, fixesOfDrive({ ...between, speedMps: 6, intervalS: 40 }));
    expect(Math.max(...delays.map(({ ms }) => ms))).toBeLessThanOrEqual(120_000);
  });

  it('within two fixes where there is one street only', () => {
    const one = roadsOf([street('A', straight(1000))]);
    const delays = delaysOf(
      one,
      fixesOfDrive({
        points: [
          [10, 0],
          [900, 0],
        ],
        speedMps: 8,
      }),
    );
    expect(Math.max(...delays.map(({ fixes }) => fixes))).toBeLessThanOrEqual(2);
  });
});

describe('one outlier breaks nothing', () => {
  const island = street('island', [
    [200, 90],
    [260, 90],
  ]);
  const drive = {
    points: [
      [10, 0],
      [900, 0],
    ] as Point[],
    speedMps: 6,
    intervalS: 10,
    isMute: true,
  };
  const withOutlier = (place: Point): Fix[] => {
    const fixes = fixesOfDrive(drive);
    fixes[4] = fixAt(place, (fixes[4].fixAt - fixes[0].fixAt) / 1000);
    return fixes;
  };

  it.each([
    ['on a street that no road joins', [230, 90] as Point],
    ['far from every road', [250, 250] as Point],
    ['beside the street', [250, 60] as Point],
  ])('%s', (_, place) => {
    const path = match(roadsOf([street('A', straight(1000)), island]), withOutlier(place));
    expect(path.pathBreaks).toHaveLength(1);
    expect(lengthM(path.steps)).toBeGreaterThan(800);
    expect(lengthM(path.steps)).toBeLessThan(900);
  });

  it('but two fixes in a row on such a street begin a new path', () => {
    const roads = roadsOf([street('A', straight(1000)), street('far', straight(1000, 300))]);
    const near = fixesOfDrive({
      points: [
        [10, 0],
        [300, 0],
      ],
      speedMps: 6,
      isMute: true,
    });
    const far = fixesOfDrive({
      points: [
        [310, 300],
        [800, 300],
      ],
      speedMps: 6,
      startS: 60,
      isMute: true,
    });
    expect(match(roads, [...near, ...far]).pathBreaks).toHaveLength(2);
  });
});

it('a way round off the network is no road', () => {
  const roads = roadsOf([
    street('A', straight(1000)),
    street('B', [
      [0, 0],
      [0, 600],
      [1000, 600],
    ]),
  ]);
  const onA = fixesOfDrive({
    points: [
      [10, 0],
      [400, 0],
    ],
    speedMps: 6,
    isMute: true,
  });
  const field = fixesOfDrive({
    points: [
      [400, 100],
      [400, 500],
    ],
    speedMps: 6,
    startS: 75,
    isMute: true,
  });
  const onB = fixesOfDrive({
    points: [
      [400, 600],
      [900, 600],
    ],
    speedMps: 6,
    startS: 150,
    isMute: true,
  });
  const path = match(roads, [...onA, ...field, ...onB]);
  expect(path.pathBreaks).toHaveLength(2);
  expect(lengthM(path.steps)).toBeLessThan(1000);
});

it('a fast vehicle is no series of jumps', () => {
  const roads = roadsOf([street('A', straight(9000), { roadClass: 'motorway' })]);
  const slow = fixesOfDrive({
    points: [
      [10, 0],
      [1500, 0],
    ],
    speedMps: 30,
    intervalS: 10,
  });
  const fast = fixesOfDrive({
    points: [
      [1510, 0],
      [8900, 0],
    ],
    speedMps: 60,
    intervalS: 10,
    startS: 50,
  });
  const path = match(roads, [...slow, ...fast]);
  expect(path.fixes.map(({ verdict }) => verdict)).not.toContain('implausible_jump');
  expect(path.pathBreaks).toHaveLength(1);
});
