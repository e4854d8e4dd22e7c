import { fixesOfDrive, type Point, roadsOf, street } from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import { roadOfSegment } from '../network/road-network.js';
import type { ExplainedPass } from './explain-pass.js';
import { explainPass } from './explain-pass.js';
import type { Pass } from './pass.js';
import { passesOfTrack } from './track-follower.js';
import { NO_WORK_HISTORY, type WorkHistory } from './work-timeline.js';

const across = (y: number): Point[] => [0, 200, 400, 600].map((x): Point => [x, y]);
const roads = roadsOf([
  street('本通り', across(0)),
  street('裏通り', across(30)),
  ...[0, 200, 400, 600].map((x) =>
    street(`横 ${x}`, [
      [x, 0],
      [x, 30],
    ]),
  ),
]);
const { network, index } = roads;
const ALONG = {
  points: [
    [10, 0],
    [590, 0],
  ] as Point[],
  speedMps: 5,
  isMute: true,
  bias: [0, 9] as Point,
  noiseM: 3,
};

const passesOf = (fixes: Fix[], work: WorkHistory): Pass[] => passesOfTrack(index, fixes, work);
/** The explanation of the first pass that nearly went to the street behind. */
const explained = (says: Partial<Fix>, work: WorkHistory = NO_WORK_HISTORY): ExplainedPass => {
  const fixes = fixesOfDrive({ ...ALONG, says });
  const passes = passesOf(fixes, work);
  const behind = passes.find(
    ({ runnerUpSegment: s }) => s >= 0 && roadOfSegment(network, s).name === '裏通り',
  );
  return explainPass(behind!, { network, index, fixes, work, passes })!;
};
const ORDERED: WorkHistory = {
  states: [],
  orders: [
    {
      ...{ id: 1, kind: 'city_order', routes: ['1'], vehicleIds: [1], targetFinishAt: null },
      orderedAt: Date.UTC(2026, 0, 24, 17),
    },
  ],
  isTarget: () => true,
};
const stateOf = (source: 'button' | 'staff', more: object): WorkHistory => ({
  ...NO_WORK_HISTORY,
  states: [{ vehicleId: 1, at: 0, blade: null, spreader: null, workType: null, source, ...more }],
});

describe('explainPass', () => {
  it('gives the pass itself, the fixes around it, the path and what was ruled out', () => {
    const fixes = fixesOfDrive({ ...ALONG, says: { blade: true } });
    const passes = passesOf(fixes, NO_WORK_HISTORY);
    const found = explained({ blade: true });
    expect(passes).toContainEqual(found.pass);
    const at = found.fixes.map(({ fix }) => fix.fixAt);
    expect(at[0]).toBeLessThanOrEqual(found.pass.enteredAt);
    expect(at.at(-1)).toBeGreaterThan(found.pass.leftAt);
    expect(at.length).toBeLessThan(fixes.length / 2);
    expect(found.steps.map(({ directed }) => directed >> 1)).toContain(found.pass.segment);
    for (const { distanceM, runnerUpM } of found.fixes) {
      expect(distanceM! + runnerUpM!).toBeCloseTo(30, 0);
      expect(distanceM).toBeLessThan(13);
    }
  });

  it('says the rules in Japanese and English', () => {
    const { words } = explained({ blade: true });
    expect(words).toHaveLength(4);
    expect(words[0].ja).toMatch(
      /^前後の測位 \d+ 件のうち \d+ 件を照合に使用。道路「本通り」からの離れは平均 \d+ m/,
    );
    expect(words[1].ja).toMatch(/次点は「裏通り」.*除外/);
    expect(words[1].en).toMatch(/^Ruled out: 裏通り \(2\d m away on average, probability (<1|\d+) %\)/);
    expect(words[2].en).toMatch(/"plowed", from the blade and spreader inputs; \d+ km\/h/);
    expect(words[3].ja).toMatch(/\(\d+ %\)を走行。80 % 以上なので除雪済とする/);
  });

  it.each<[string, Partial<Fix>, WorkHistory, string, string]>([
    ['input', { blade: false, spreader: true }, ORDERED, 'treated', 'input'],
    ['input', { blade: false }, stateOf('button', { workType: 'fresh_snow' }), 'passed', 'input'],
    ['button', {}, stateOf('button', { workType: 'fresh_snow' }), 'plowed', 'button'],
    ['button', { workType: 'anti_icing' }, ORDERED, 'treated', 'button'],
    ['staff', {}, stateOf('staff', { blade: true }), 'plowed', 'staff'],
    ['order', {}, ORDERED, 'plowed', 'order'],
    ['nothing', {}, NO_WORK_HISTORY, 'unknown', 'nothing'],
  ])('names the source of the work kind: %s', (_name, says, work, kind, source) => {
    const { pass, work: found, visit, words } = explained(says, work);
    expect([pass.workKind, found.source]).toEqual([kind, source]);
    expect(visit === null).toBe(kind !== 'plowed');
    if (kind !== 'plowed') expect(words[3].en).toMatch(/never changes clearance/);
  });

  it('says when a visit covers too little', () => {
    const fixes = fixesOfDrive({
      ...ALONG,
      points: [
        [10, 0],
        [240, 0],
      ],
      says: { blade: true },
    });
    const passes = passesOf(fixes, NO_WORK_HISTORY);
    const last = passes.at(-1)!;
    const { visit, words } = explainPass(last, { network, index, fixes, work: NO_WORK_HISTORY, passes })!;
    expect(visit).toMatchObject({ passes: 1, isEnough: false });
    expect(words[3].ja).toMatch(/80 % 未満なので除雪済としない/);
  });

  it('explains nothing that the fixes do not give', () => {
    const fixes = fixesOfDrive({ ...ALONG, says: { blade: true } });
    const input = { network, index, fixes, work: NO_WORK_HISTORY, passes: [] };
    expect(explainPass({ segment: 0, direction: 0, enteredAt: 1 }, input)).toBeNull();
  });
});
