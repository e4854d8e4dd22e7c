import { secondsOf, sharedSeconds } from '../calendar/split-span.js';
import type { AuthorityShare, ReportLine, ReportTotals } from './daily-report.js';
import type { ReportRoads } from './report-roads.js';
import type { Activity, ReportSpan } from './report-span.js';
import type { EvidenceSpan } from './track-evidence.js';

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + amountOf(item), 0);

const distanceOf = (spans: readonly ReportSpan[], evidence: readonly EvidenceSpan[]): number =>
  Math.round(
    sumOf(
      evidence.filter(({ distanceM }) => distanceM > 0),
      (drive) =>
        (drive.distanceM * sumOf(spans, (span) => sharedSeconds(span, drive))) /
        Math.max(1, secondsOf(drive)),
    ),
  );

/** Sums of a report's spans and lines. */
export const totalsOf = (
  spans: readonly ReportSpan[],
  lines: readonly ReportLine[],
  evidence: readonly EvidenceSpan[],
): ReportTotals => {
  const secondsFor = (activity: Activity): number =>
    sumOf(
      spans.filter((span) => span.activity === activity),
      secondsOf,
    );
  const timeBandS: Record<string, number> = {};
  for (const { timeBand, seconds } of lines)
    if (timeBand !== null) timeBandS[timeBand] = (timeBandS[timeBand] ?? 0) + seconds;
  return {
    workS: secondsFor('work'),
    deadheadS: secondsFor('deadhead'),
    standbyS: secondsFor('standby'),
    breakS: secondsFor('break'),
    downtimeS: secondsFor('downtime'),
    unrecordedS: secondsFor('unrecorded'),
    timeBandS,
    coveredCm: sumOf(lines, ({ coveredCm }) => coveredCm),
    clearedCm: sumOf(lines, ({ clearedCm }) => clearedCm),
    distanceM: distanceOf(spans, evidence),
  };
};

/** 国・県・市: the work of some lines by owner of the road, in order of code. */
export const authorityShares = (lines: readonly ReportLine[], roads: ReportRoads): AuthorityShare[] => {
  const codes = [...new Set(lines.map(({ ownerCode }) => ownerCode))].sort();
  return codes.map((ownerCode) => {
    const own = lines.filter((line) => line.ownerCode === ownerCode);
    return {
      ownerCode,
      kind: ownerCode === null ? null : roads.kindOf(ownerCode),
      workS: sumOf(own, ({ seconds }) => seconds),
      clearedCm: sumOf(own, ({ clearedCm }) => clearedCm),
    };
  });
};
