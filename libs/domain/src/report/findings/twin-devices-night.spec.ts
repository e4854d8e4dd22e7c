import { type Random, randomOf } from '../../../../../fixtures/src/random.js';
import type { Fix } from '../../fix/fix.js';
import type { DailyReport } from '../daily-report.js';
import { findingsAmong } from '../find-inconsistencies.js';
import { FINDING_SETTINGS } from '../finding.js';
import { cityContract, drive, fixAt, nightInput } from '../hand-built-night.js';
import { at } from '../hand-built-report.js';
import { makeReports } from '../make-reports.js';
import { REPORT_SETTINGS } from '../report-settings.js';

const clock = (time: string): string => `2027-01-12 ${time}`;
const made = (fixes: readonly Fix[]): DailyReport =>
  makeReports(
    nightInput(drive('city', clock('20:00:00'), clock('21:00:00')), { contracts: [cityContract()] }, fixes),
    REPORT_SETTINGS,
  ).reports[0];

/** Position error of a receiver: slowly changing, σ about 5 m on each axis. */
const noisy = (
  random: Random,
  metresAt: (second: number) => number,
  north: number,
  deviceId: number,
): Fix[] => {
  let [east, up] = [0, 0];
  return Array.from({ length: 3600 / 5 }, (_, i) => {
    east = 0.9 * east + 2.2 * random.normal();
    up = 0.9 * up + 2.2 * random.normal();
    return fixAt(at(clock('20:00:00')) + i * 5000, metresAt(i * 5) + east, north + up, { deviceId });
  });
};

describe('twin devices (field lesson 13)', () => {
  const random = randomOf('twin-devices');
  const reportWith = (machineCode: string, fixes: readonly Fix[]): DailyReport => {
    const report = made(fixes);
    const machine = { ...report.machine, machineCode, plateNo: machineCode };
    return { ...report, reportNo: `N-${machineCode}`, machineCode, machine };
  };
  const there = (second: number): number => second * 3;
  const found = (a: readonly Fix[], b: readonly Fix[]) =>
    findingsAmong([reportWith('J01', a), reportWith('J02', b)], FINDING_SETTINGS);

  it('are found: one truck with two devices that claims to be two', () => {
    const [finding, ...rest] = found(noisy(random, there, 0, 1), noisy(random, there, 0, 2));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      code: 'twin_devices',
      machineCodes: ['J01', 'J02'],
      reportNos: ['N-J01', 'N-J02'],
    });
    expect(finding.evidence.minutes).toBeGreaterThanOrEqual(30);
    expect(finding.evidence.meanApartM).toBeLessThan(15);
  });

  it('are not two trucks 60 m apart in a row, or on parallel streets', () => {
    expect(
      found(
        noisy(random, there, 0, 1),
        noisy(random, (s) => there(s) + 60, 0, 2),
      ),
    ).toEqual([]);
    expect(found(noisy(random, there, 0, 1), noisy(random, there, 40, 2))).toEqual([]);
  });

  it('are not two trucks that stand side by side in the yard', () => {
    const parked = (east: number): Fix[] => noisy(random, () => east, 0, 1);
    expect(found(parked(0), parked(4))).toEqual([]);
  });

  it('are not two trucks that meet for less than half an hour', () => {
    const leaves = (second: number): number => (second < 1500 ? there(second) : 4500 - 3 * (second - 1500));
    expect(found(noisy(random, there, 0, 1), noisy(random, leaves, 0, 2))).toEqual([]);
  });

  it('are found when they part after half an hour and more', () => {
    const leaves = (second: number): number => (second < 2400 ? there(second) : 7200 - 3 * (second - 2400));
    expect(found(noisy(random, there, 0, 1), noisy(random, leaves, 0, 2))).toHaveLength(1);
  });
});
