import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BundleContents, bundleFiles, verifyBundle, zipFiles } from '#bundle';
import type { Settlement } from '#domain';
import { at } from '../../libs/domain/src/report/hand-built-report.js';
import { DRIVE, newYearBundle } from '../support/new-year-night.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'new-year-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const december = newYearBundle('2026-12');
const january = newYearBundle('2027-01');

/** Seconds of the drive on an owner's roads between two times, by the plan of the drive alone. */
const plannedS = (owner: string, from: string, to: string): number =>
  DRIVE.filter((leg) => leg.owner === owner)
    .map((leg) => Math.min(at(leg.to), at(to)) - Math.max(at(leg.from), at(from)))
    .filter((ms) => ms > 0)
    .reduce((sum, ms) => sum + ms / 1000, 0);

const linesOf = ({ lines }: Settlement) =>
  lines.map(({ timeBand, dayType, billedS, yen }) => [timeBand, dayType, billedS, yen]);
/** Exit code of `npm run verify`. */
const exitCode = (name: string, contents: BundleContents): number => {
  const file = path.join(folder, name);
  writeFileSync(file, zipFiles(bundleFiles(contents).files));
  try {
    execFileSync('node', ['dist/libs/bundle/src/cli.js', file], { stdio: 'pipe' });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
};

describe('case 14: from fixes over a month end into a holiday, on roads of two owners', () => {
  it('is split to the yen', () => {
    // 21:50–22:00 and 22:00–24:00 of a weekday; standby from 20:30: 80 min, 1.3 h.
    expect(linesOf(december.bundle.settlement)).toEqual([
      ['evening', 'weekday', 720, 2_201],
      ['late_night', 'weekday', 7_200, 28_030],
    ]);
    expect(december.bundle.settlement.standby.map(({ seconds, yen }) => [seconds, yen])).toEqual([
      [4_680, 7_800],
    ]);
    // The holiday's 5 h until 05:00 without the State's half hour: 4.5 h × 16,505 = 74,272.5.
    expect(linesOf(january.bundle.settlement)).toEqual([
      ['early', 'holiday', 720, 2_601],
      ['late_night', 'holiday', 16_200, 74_272],
    ]);
  });

  it('is split to the minute between the owners', () => {
    const [[, late], [, holiday]] = [december, january].map(({ bundle }) => bundle.settlement.lines);
    for (const [line, from, to] of [
      [late, '2026-12-31 22:00:00', '2027-01-01 00:00:00'],
      [holiday, '2027-01-01 00:00:00', '2027-01-01 05:00:00'],
    ] as const) {
      expect(line.owners.map(({ ownerCode }) => ownerCode)).toEqual(['ken', 'shi']);
      for (const { ownerCode, unroundedS } of line.owners)
        expect(Math.abs(unroundedS - plannedS(ownerCode, from, to))).toBeLessThan(60);
    }
  });

  it.each([
    ['December', december],
    ['January', january],
  ])('is what the verifier finds for %s too', (name, contents) => {
    const result = verifyBundle(zipFiles(bundleFiles(contents).files), null);
    expect(result).toMatchObject({ verdict: 'consistent', faults: [], paidAlthoughChanged: [] });
    expect(result.totalYen).toBe(contents.bundle.settlement.totalYen);
    expect(result.fixes).toBeGreaterThan(2_600);
    expect(exitCode(`${name}.zip`, contents)).toBe(0);
  });

  it('is refused by one yen, and by one fix', () => {
    const { bundle, days } = january;
    const totalYen = bundle.settlement.totalYen + 1;
    const dearer = { ...january, bundle: { ...bundle, settlement: { ...bundle.settlement, totalYen } } };
    expect(exitCode('dearer.zip', dearer)).toBe(1);
    const [first, ...rest] = days;
    const [fix, ...others] = first.fixes;
    const moved = { ...first, fixes: [{ ...fix, latE6: fix.latE6 + 1 }, ...others] };
    expect(exitCode('moved.zip', { ...january, days: [moved, ...rest] })).toBe(1);
  });
});
