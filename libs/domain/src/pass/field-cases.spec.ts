import {
  fixAt,
  fixesOfDrive,
  type Point,
  roadsOf,
  street,
} from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import { pathOfTrack, splitTracks } from '../match/path-of-track.js';
import { roadOfSegment } from '../network/road-network.js';
import type { Pass } from './pass.js';
import { passesOfTrack } from './track-follower.js';
import { plowedVisits } from './visits.js';
import { NO_WORK_HISTORY, type WorkHistory } from './work-timeline.js';

/** The cases of the field on hand-built streets; test/field has them on the generated city and on real roads. */

type Roads = ReturnType<typeof roadsOf>;
const run = (roads: Roads, fixes: Fix[], work: WorkHistory = NO_WORK_HISTORY): Pass[] =>
  passesOfTrack(roads.index, fixes, work);
const namesOf = (roads: Roads, passes: Pass[]): string[] => [
  ...new Set(passes.map((pass) => roadOfSegment(roads.network, pass.segment).name)),
];
const kindsOf = (passes: Pass[]): string[] => [...new Set(passes.map((pass) => pass.workKind))];
const BLADE_DOWN = { blade: true, spreader: false };

describe('case 1: a parallel street is never credited', () => {
  const ladder = (gapM: number): Roads =>
    roadsOf([
      street(
        'A',
        [0, 200, 400, 600].map((x): Point => [x, 0]),
      ),
      street(
        'B',
        [0, 200, 400, 600].map((x): Point => [x, gapM]),
      ),
      ...[0, 200, 400, 600].map((x) =>
        street(`cross ${x}`, [
          [x, -100],
          [x, 0],
          [x, gapM],
          [x, gapM + 100],
        ]),
      ),
    ]);
  const cases = [25, 40, 60].flatMap((gapM) =>
    [5, 10, 15, 20].filter((biasM) => biasM < gapM / 2).map((biasM) => [gapM, biasM] as const),
  );
  it.each(cases)('%i m away, error %i m towards it', (gapM, biasM) => {
    const roads = ladder(gapM);
    const drive = {
      points: [
        [10, 0],
        [590, 0],
      ] as Point[],
      speedMps: 5,
      bias: [0, biasM] as Point,
      noiseM: 3,
    };
    expect(namesOf(roads, run(roads, fixesOfDrive({ ...drive, says: BLADE_DOWN })))).toEqual(['A']);
    expect(namesOf(roads, run(roads, fixesOfDrive({ ...drive, isMute: true, says: BLADE_DOWN })))).toEqual([
      'A',
    ]);
  });
});

it('case 2: of 40 side streets that are crossed none is credited', () => {
  const at = Array.from({ length: 40 }, (_, i) => 30 + 40 * i);
  const roads = roadsOf([
    street('main', [[0, 0], ...at.map((x): Point => [x, 0]), [1700, 0]]),
    ...at.map((x, i) =>
      street(`side ${i}`, [
        [x, -80],
        [x, 0],
        [x, 80],
      ]),
    ),
  ]);
  const passes = run(
    roads,
    fixesOfDrive({
      points: [
        [0, 0],
        [1700, 0],
      ],
      speedMps: 6,
      noiseM: 8,
      says: BLADE_DOWN,
    }),
  );
  expect(namesOf(roads, passes)).toEqual(['main']);
  const inner = passes.filter(
    (pass) => pass.fromCm === 0 && pass.toCm === roads.network.lengthCm[pass.segment],
  );
  expect(inner.length).toBeGreaterThanOrEqual(roads.network.segmentCount - 2 * 40 - 2);
});

it('case 3: uphill at 3 km/h and back in reverse is credited once, and not dropped', () => {
  const roads = roadsOf([
    street('hill', [
      [0, 0],
      [0, 80],
    ]),
    street('foot', [
      [-200, 0],
      [0, 0],
      [200, 0],
    ]),
  ]);
  const hill = roads.network.roads.findIndex((road) => road.name === 'hill');
  const up = fixesOfDrive({
    points: [
      [-60, 0],
      [0, 0],
      [0, 78],
    ],
    speedMps: 0.83,
    noiseM: 2,
    says: BLADE_DOWN,
  });
  const down = fixesOfDrive({
    points: [
      [0, 78],
      [0, 2],
    ],
    speedMps: 0.83,
    startS: 180,
    noiseM: 2,
    says: { blade: false, spreader: false },
  });
  const passes = run(roads, [...up, ...down]).filter((pass) => roads.network.roadOf[pass.segment] === hill);
  const visits = [0, 1].map((direction) =>
    plowedVisits(
      passes.filter((pass) => pass.direction === direction),
      roads.network.lengthCm[passes[0].segment],
    ),
  );
  expect(visits.map((list) => list.length).sort()).toEqual([0, 1]);
});

describe('cases 4 and 5: only the blade plows', () => {
  const roads = roadsOf([
    street('A', [
      [0, 0],
      [900, 0],
    ]),
  ]);
  const drive = {
    points: [
      [0, 0],
      [900, 0],
    ] as Point[],
    speedMps: 11,
    noiseM: 3,
  };
  it.each([
    ['case 4: salting only', { blade: false, spreader: true }, 'treated'],
    ['case 4: salting, blade unknown', { spreader: true }, 'treated'],
    ['case 5: deadhead with the blade up', { blade: false, spreader: false }, 'passed'],
    ['case 5: nothing known', {}, 'unknown'],
    ['blade down and salting', { blade: true, spreader: true }, 'plowed'],
  ])('%s', (_name, says, kind) => {
    expect(kindsOf(run(roads, fixesOfDrive({ ...drive, says })))).toEqual([kind]);
  });

  it('an open order and plowing speed on a target road are plowing, with lower confidence', () => {
    const order = {
      id: 1,
      kind: 'city_order',
      routes: ['1'],
      vehicleIds: [1],
      orderedAt: 0,
      targetFinishAt: null,
    } as const;
    const work = {
      states: [],
      orders: [{ ...order, orderedAt: Date.UTC(2026, 0, 24, 17) }],
      isTarget: () => true,
    };
    const slow = run(roads, fixesOfDrive({ ...drive, speedMps: 4 }), work);
    expect(kindsOf(slow)).toEqual(['plowed']);
    expect(Math.max(...slow.map((pass) => pass.confidencePermille))).toBeLessThan(750);
    expect(kindsOf(run(roads, fixesOfDrive(drive), work))).toEqual(['passed']);
  });
});

describe('case 8: splits', () => {
  const roads = roadsOf([
    street('A', [
      [0, 0],
      [3000, 0],
    ]),
  ]);
  it('a gap over 5 minutes ends a track', () => {
    const fixes = [0, 5, 305, 606].map((atS) => fixAt([atS, 0], atS));
    expect(splitTracks(fixes)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 4 },
    ]);
  });

  it('one outlier is left out and breaks nothing', () => {
    const fixes = fixesOfDrive({
      points: [
        [0, 0],
        [400, 0],
      ],
      speedMps: 5,
    });
    fixes[6] = fixAt([800, 90], 30);
    const path = pathOfTrack(roads.index, fixes);
    expect(path.fixes[6].verdict).toBe('implausible_jump');
    expect(path.pathBreaks).toHaveLength(1);
    expect(path.fixes.at(-1)!.odometerM).toBeLessThan(410);
  });

  it('a jump that three fixes confirm splits the path', () => {
    const before = fixesOfDrive({
      points: [
        [0, 0],
        [200, 0],
      ],
      speedMps: 5,
    });
    const after = fixesOfDrive({
      points: [
        [2500, 0],
        [2800, 0],
      ],
      speedMps: 5,
      startS: 45,
    });
    const path = pathOfTrack(roads.index, [...before, ...after]);
    expect(path.pathBreaks).toHaveLength(2);
    expect(path.fixes.every((fix) => fix.verdict !== 'implausible_jump')).toBe(true);
  });
});
