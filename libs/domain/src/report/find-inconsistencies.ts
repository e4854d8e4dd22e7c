import { groupBy } from '../group-by.js';
import type { DailyReport } from './daily-report.js';
import type { Finding, FindingSettings } from './finding.js';
import { gpsGap } from './findings/gps-gap.js';
import { impossibleSpeed } from './findings/impossible-speed.js';
import { longStandstill } from './findings/long-standstill.js';
import { mockLocation } from './findings/mock-location.js';
import { overlappingPlates, type PlatedReport } from './findings/overlapping-plates.js';
import { reportedOverGps } from './findings/reported-over-gps.js';
import { type MachineMinutes, twinDevices } from './findings/twin-devices.js';

/** What one report says by itself. */
export const findingsOf = (report: DailyReport, settings: FindingSettings): Finding[] => [
  ...reportedOverGps(report, settings),
  ...longStandstill(report, settings),
  ...gpsGap(report, settings),
  ...impossibleSpeed(report, settings),
  ...mockLocation(report),
];

type Minuted = Pick<DailyReport, 'machineCode' | 'reportNo'> & {
  readonly evidence: Pick<DailyReport['evidence'], 'minutes'>;
};

/** The minutes of each machine, put together from its reports under all contracts. */
export const machineMinutes = (reports: readonly Minuted[]): MachineMinutes[] =>
  [...groupBy(reports, ({ machineCode }) => machineCode)].map(([machineCode, own]) => ({
    machineCode,
    reportNos: own.map(({ reportNo }) => reportNo).sort(),
    minutes: own.flatMap(({ evidence }) => evidence.minutes).sort((a, b) => a.at - b.at),
  }));

/**
 * What the reports of one business date, all contractors', say only together; and with those of the date before, since a
 * night may be claimed under two dates.
 */
export const findingsAmong = (
  reports: readonly DailyReport[],
  settings: FindingSettings,
  before: readonly PlatedReport[] = [],
): Finding[] => [
  ...twinDevices(machineMinutes(reports), settings),
  ...aboutOneOf(reports, overlappingPlates([...before, ...reports])),
];

/** The findings that concern at least one of the reports. */
export const aboutOneOf = <Found extends { readonly reportNos: readonly string[] }>(
  reports: readonly { readonly reportNo: string }[],
  findings: readonly Found[],
): Found[] => {
  const own = new Set(reports.map(({ reportNo }) => reportNo));
  return findings.filter(({ reportNos }) => reportNos.some((reportNo) => own.has(reportNo)));
};
