import { type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import type { WorkState } from '../events.js';
import type { PathPiece } from '../match/path-writer.js';
import { SEGMENT_FLAG } from '../network/road-network.js';
import type { Pass } from './pass.js';
import { PassBuilder } from './pass-builder.js';
import { NO_WORK_HISTORY, WorkTimeline } from './work-timeline.js';

/** One road of 95, 10 and 95 m: its directed segments in driving order. */
const { network } = roadsOf([
  street(
    'A',
    [0, 95, 105, 200].map((x): Point => [x, 0]),
  ),
  ...[95, 105].map((x) =>
    street(`side ${x}`, [
      [x, 0],
      [x, 80],
    ]),
  ),
]);
const own = [...network.roadOf.keys()].filter((s) => network.roads[network.roadOf[s]].name === 'A');
const [FIRST, STUB, LAST] = own.sort(
  (a, b) => network.coordsE6[2 * network.geometryStart[a]] - network.coordsE6[2 * network.geometryStart[b]],
);

interface Stretch {
  readonly segment: number;
  readonly direction?: 0 | 1;
  readonly fromM: number;
  readonly toM: number;
  readonly reversing?: boolean;
  readonly bridged?: boolean;
}

/** The passes of a path of these stretches at 2 m/s, each cut into pieces as between fixes of 5 s. */
const passesOf = (stretches: readonly Stretch[], blade: boolean | null = true, spreader = false): Pass[] =>
  passesUnder(stretches, [{ ...STATE, blade, spreader }]);

const STATE: WorkState = {
  ...{ vehicleId: 1, at: 0, blade: true, spreader: false, workType: null, source: 'device' },
};

const passesUnder = (stretches: readonly Stretch[], states: WorkState[]): Pass[] => {
  const timeline = new WorkTimeline({ ...NO_WORK_HISTORY, states });
  // The timeline learns the vehicle from its first fix.
  timeline.push({ vehicleId: 1, fixAt: 0, blade: null, spreader: null, workType: null } as never);
  const builder = new PassBuilder(network, timeline, 1, null);
  let at = 1_000;
  for (const { segment, direction = 0, fromM, toM, reversing = false, bridged = false } of stretches) {
    for (let m = fromM; m < toM; m += 10) {
      const endM = Math.min(m + 10, toM);
      const opinion = { confidence: 1, runnerUpSegment: -1, runnerUpProbability: 0 };
      const toAt = at + (endM - m) * 500;
      const piece: PathPiece = {
        ...{ directed: 2 * segment + direction, fromM: m, toM: endM, fromAt: at, toAt },
        ...{ reversing, bridged, speedMps: 2, opinion },
      };
      builder.add(piece);
      at = toAt;
    }
  }
  builder.broken();
  return builder.takePasses();
};
const brief = (passes: readonly Pass[]): string[] =>
  passes.map(
    ({ segment, direction, fromCm, toCm, workKind }) =>
      `${segment === FIRST ? 'first' : segment === STUB ? 'stub' : 'last'}${direction} ${Math.round(fromCm / 100)}-${Math.round(toCm / 100)} ${workKind}`,
  );

describe('a pass', () => {
  it('is one traversal with the metres covered and its times', () => {
    const [pass] = passesOf([{ segment: FIRST, fromM: 20, toM: 90 }]);
    expect(pass).toMatchObject({
      fromCm: 2_000,
      toCm: 9_000,
      coveredCm: 7_000,
      enteredAt: 1_000,
      leftAt: 36_000,
    });
  });

  it('keeps backing over metres just driven, which adds none', () => {
    const passes = passesOf([
      { segment: FIRST, fromM: 0, toM: 90 },
      { segment: FIRST, direction: 1, fromM: 5, toM: 85, reversing: true },
      { segment: FIRST, fromM: 10, toM: 90 },
    ]);
    expect(brief(passes)).toEqual(['first0 0-90 plowed']);
    expect(passes[0].coveredCm).toBe(9_000);
  });

  it('is not made by backing over up to 50 m that nobody has driven', () => {
    const passes = passesOf([
      { segment: FIRST, fromM: 60, toM: 90 },
      { segment: FIRST, direction: 1, fromM: 5, toM: 80, reversing: true },
    ]);
    expect(brief(passes)).toEqual(['first0 60-90 plowed']);
  });

  it('is made in the direction of travel by backing over more than 50 m that nobody has driven', () => {
    const passes = passesOf([
      { segment: FIRST, fromM: 70, toM: 90 },
      { segment: FIRST, direction: 1, fromM: 5, toM: 90, reversing: true },
    ]);
    expect(brief(passes)).toEqual(['first0 70-90 plowed', 'first1 25-90 plowed']);
    expect(passes[0].leftAt).toBeLessThanOrEqual(passes[1].enteredAt);
  });

  it('is not cut, and loses nothing, by work that changes for a few metres only', () => {
    const up = { ...STATE, at: 21_000, blade: false };
    const down = { ...STATE, at: 22_500 };
    const passes = passesUnder([{ segment: FIRST, fromM: 0, toM: 95 }], [STATE, up, down]);
    expect(brief(passes)).toEqual(['first0 0-95 plowed']);
    const later = { ...STATE, at: 31_000 };
    expect(brief(passesUnder([{ segment: FIRST, fromM: 0, toM: 95 }], [STATE, up, later]))).toEqual([
      'first0 0-40 plowed',
      'first0 40-60 passed',
      'first0 60-95 plowed',
    ]);
  });

  it('ends where the path is bridged, and the bridge covers nothing', () => {
    const passes = passesOf([
      { segment: FIRST, fromM: 0, toM: 40 },
      { segment: FIRST, fromM: 40, toM: 95, bridged: true },
      { segment: LAST, fromM: 0, toM: 50 },
    ]);
    expect(brief(passes)).toEqual(['first0 0-40 plowed', 'last0 0-50 plowed']);
  });

  it.each<[string, boolean | null, string]>([
    ['blade down', true, 'plowed'],
    ['blade up', false, 'passed'],
    ['nothing known of the blade', null, 'unknown'],
  ])('has its work kind from %s', (_name, blade, kind) => {
    expect(passesOf([{ segment: FIRST, fromM: 0, toM: 95 }], blade).map((pass) => pass.workKind)).toEqual([
      kind,
    ]);
  });
});

it('in a tunnel plows nothing, since no snow lies there; what it spreads is treated', () => {
  const { tunnel } = SEGMENT_FLAG;
  network.flags[FIRST] |= tunnel;
  try {
    const drive = [{ segment: FIRST, fromM: 0, toM: 95 }];
    expect(passesOf(drive, true).map(({ workKind }) => workKind)).toEqual(['passed']);
    expect(passesOf(drive, false, true).map(({ workKind }) => workKind)).toEqual(['treated']);
    expect(passesOf(drive, null).map(({ workKind }) => workKind)).toEqual(['unknown']);
  } finally {
    network.flags[FIRST] &= ~tunnel;
  }
});

describe('a stub', () => {
  const path: Stretch[] = [
    { segment: FIRST, fromM: 0, toM: 95 },
    { segment: STUB, fromM: 0, toM: 10 },
    { segment: LAST, fromM: 0, toM: 95 },
  ];

  it('takes the work of its neighbours on the path', () => {
    expect(brief(passesOf(path))).toEqual(['first0 0-95 plowed', 'stub0 0-10 plowed', 'last0 0-95 plowed']);
  });

  it('takes that of the one neighbour it has where the path begins or ends at it', () => {
    expect(brief(passesOf(path.slice(1)))).toEqual(['stub0 0-10 plowed', 'last0 0-95 plowed']);
    expect(brief(passesOf(path.slice(0, 2)))).toEqual(['first0 0-95 plowed', 'stub0 0-10 plowed']);
  });
});
