import { fixesOfDrive, type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import type { PathStep } from './matched-track.js';
import { pathOfTrack } from './path-of-track.js';

type Roads = ReturnType<typeof roadsOf>;
const lengthM = (steps: readonly PathStep[]): number =>
  steps.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
const straight = (toM: number): Point[] =>
  Array.from({ length: toM / 100 + 1 }, (_, i) => [100 * i, 0] as Point);

describe('a gap without fixes', () => {
  const roadWith = (tunnel: boolean): Roads =>
    roadsOf([
      street('west', straight(500)),
      street(
        'middle',
        [
          [500, 0],
          [1100, 0],
        ],
        { tunnel },
      ),
      street('east', [
        [1100, 0],
        [1600, 0],
      ]),
    ]);
  /** Drives to the portal, and from the other one after so many seconds. */
  const gapOf = (seconds: number): Fix[] => [
    ...fixesOfDrive({
      points: [
        [10, 0],
        [500, 0],
      ],
      speedMps: 8,
    }),
    ...fixesOfDrive({
      points: [
        [1110, 0],
        [1590, 0],
      ],
      speedMps: 8,
      startS: 60 + seconds,
    }),
  ];
  const bridgedM = (roads: Roads, fixes: Fix[]): number =>
    lengthM(pathOfTrack(roads.index, fixes).steps.filter(({ bridged }) => bridged));

  it('over 400 m is drawn, and is no pass', () => {
    expect(bridgedM(roadWith(false), gapOf(40))).toBeGreaterThan(600);
  });

  it('over 60 s is drawn, and is no pass', () => {
    const fixes = fixesOfDrive({
      points: [
        [10, 0],
        [480, 0],
      ],
      speedMps: 4,
    });
    const gap = fixes.filter(({ fixAt: at }) => at < fixes[0].fixAt + 30_000 || at > fixes[0].fixAt + 95_000);
    expect(bridgedM(roadWith(false), gap)).toBeGreaterThan(200);
  });

  it('in a tunnel is driven where both ends fit one drive', () => {
    expect(bridgedM(roadWith(true), gapOf(75))).toBe(0);
  });

  it('in a tunnel is only drawn where the ends do not fit: nobody drives so fast', () => {
    expect(bridgedM(roadWith(true), gapOf(20))).toBeGreaterThan(600);
  });
});
