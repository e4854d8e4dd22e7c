import {
  fixAt,
  fixesOfDrive,
  type Point,
  roadsOf,
  street,
  wobbleOf,
} from '../../../../test/support/hand-built-drives.js';
import type { Fix } from '../fix/fix.js';
import type { Pass } from './pass.js';
import { passesOfTrack, TrackFollower } from './track-follower.js';
import { NO_WORK_HISTORY } from './work-timeline.js';

const grid = (): ReturnType<typeof roadsOf> => {
  const lines = [0, 90, 180, 270, 360];
  return roadsOf([
    ...lines.map((y) =>
      street(
        `row ${y}`,
        lines.map((x): Point => [x, y]),
      ),
    ),
    ...lines.map((x) =>
      street(
        `column ${x}`,
        lines.map((y): Point => [x, y]),
      ),
    ),
  ]);
};

/** A drive round the blocks with turns round, noise, lost fixes and a few outliers. */
const wildDrive = (seed: number): Fix[] => {
  const wobble = wobbleOf(seed);
  const points: Point[] = [[0, 0]];
  for (let i = 0; i < 30; i++) {
    const [x, y] = points[points.length - 1];
    const step = wobble() > 0 ? 90 : -90;
    const along = wobble() > 0;
    const next: Point = along ? [x + step, y] : [x, y + step];
    points.push([Math.min(Math.max(next[0], 0), 360), Math.min(Math.max(next[1], 0), 360)]);
  }
  const moving = points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
  return fixesOfDrive({ points: moving, speedMps: 4 + wobble(), noiseM: 10 })
    .filter(() => wobble() < 0.9)
    .map((fix, i) => ({
      ...fix,
      blade: Math.floor(i / 17) % 2 === 0,
      latE6: fix.latE6 + (wobble() > 0.97 ? 1500 : 0),
    }));
};

describe('TrackFollower', () => {
  const { index } = grid();

  it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
    'gives the same passes in slices, seed %i',
    (seed) => {
      const fixes = wildDrive(seed);
      const whole = passesOfTrack(index, fixes, NO_WORK_HISTORY);
      expect(whole.length).toBeGreaterThan(10);
      const wobble = wobbleOf(1000 + seed);
      const follower = new TrackFollower(index, NO_WORK_HISTORY);
      const other = new TrackFollower(index, NO_WORK_HISTORY);
      const sliced: Pass[] = [];
      for (const fix of fixes) {
        follower.push(fix);
        // Another vehicle on the same index, in between.
        if (wobble() > 0) other.push({ ...fix, latE6: fix.latE6 + 400 });
        if (wobble() > 0.3) sliced.push(...follower.takePasses());
      }
      follower.finish();
      sliced.push(...follower.takePasses());
      expect(sliced).toEqual(whole);
    },
  );

  it('takes work states that arrive while it follows as if they had been known', () => {
    const fixes = wildDrive(3).map((fix) => ({ ...fix, blade: null }));
    const states = fixes
      .filter((_, i) => i % 11 === 5)
      .map((fix, i) => ({
        vehicleId: 1,
        at: fix.fixAt + 1300,
        blade: i % 2 === 0,
        spreader: false,
        workType: null,
        source: 'button' as const,
      }));
    const whole = passesOfTrack(index, fixes, { ...NO_WORK_HISTORY, states });
    const live = { ...NO_WORK_HISTORY, states: states.slice(0, 0) };
    const follower = new TrackFollower(index, live);
    const sliced: Pass[] = [];
    for (const fix of fixes) {
      live.states = states.filter((state) => state.at <= fix.fixAt);
      follower.push(fix);
      sliced.push(...follower.takePasses());
    }
    follower.finish();
    sliced.push(...follower.takePasses());
    expect(sliced).toEqual(whole);
    expect(new Set(whole.map((pass) => pass.workKind))).toEqual(new Set(['unknown', 'plowed', 'passed']));
  });

  it('gives passes in order of entering, each key once', () => {
    const passes = passesOfTrack(index, wildDrive(5), NO_WORK_HISTORY);
    const keys = passes.map((pass) => `${pass.enteredAt} ${pass.segment} ${pass.direction}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(passes.map((pass) => pass.enteredAt)).toEqual(
      passes.map((pass) => pass.enteredAt).sort((a, b) => a - b),
    );
    for (const pass of passes) {
      expect(pass.leftAt).toBeGreaterThanOrEqual(pass.enteredAt);
      expect(pass.coveredCm).toBeLessThanOrEqual(pass.toCm - pass.fromCm);
      expect(pass.confidencePermille).toBeLessThanOrEqual(1000);
    }
  });

  it('knows a provisional place at once', () => {
    const follower = new TrackFollower(index, NO_WORK_HISTORY);
    expect(follower.place).toBeNull();
    follower.push(wildDrive(1)[0]);
    expect(follower.place).not.toBeNull();
    expect(follower.workKind).toBe('plowed');
  });
});

it('standing still creates nothing', () => {
  const roads = roadsOf([
    street('A', [
      [0, 0],
      [500, 0],
    ]),
  ]);
  const fixes = Array.from({ length: 200 }, (_, i) =>
    fixAt([250 + 9 * Math.sin(i * 1.7), 9 * Math.cos(i * 2.3)], 5 * i, { speedMps: 0, blade: true }),
  );
  expect(passesOfTrack(roads.index, fixes, NO_WORK_HISTORY)).toEqual([]);
});
