import type { TimeSpan } from '../../calendar/split-span.js';
import { groupBy } from '../../group-by.js';
import type { DailyReport } from '../daily-report.js';
import type { Finding } from '../finding.js';
import { type BillableReport, isClaimed } from '../report-span.js';

/** What of a report says when which vehicle was out. */
export type PlatedReport = BillableReport & Pick<DailyReport, 'machine'>;

interface Claims {
  readonly report: PlatedReport;
  /** In order of time. */
  readonly spans: readonly TimeSpan[];
}

/** The time that a report says its vehicle was out. */
const claimsOf = (report: PlatedReport): Claims => ({
  report,
  spans: report.dispatches
    .flatMap(({ spans }) => spans)
    .filter(isClaimed)
    .sort((a, b) => a.startAt - b.startAt),
});

/** Seconds that both claim, and from when to when. Spans of one list do not overlap. */
const overlapOf = (a: readonly TimeSpan[], b: readonly TimeSpan[]): { overlapS: number } & TimeSpan => {
  const overlap = { overlapS: 0, startAt: Number.POSITIVE_INFINITY, endAt: 0 };
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const startAt = Math.max(a[i].startAt, b[j].startAt);
    const endAt = Math.min(a[i].endAt, b[j].endAt);
    if (endAt > startAt) {
      overlap.overlapS += (endAt - startAt) / 1000;
      overlap.startAt = Math.min(overlap.startAt, startAt);
      overlap.endAt = Math.max(overlap.endAt, endAt);
    }
    if (a[i].endAt < b[j].endAt) i += 1;
    else j += 1;
  }
  return overlap;
};

/** Reports of one vehicle: of one plate, or of one machine, which may have had no plate or another one. */
const ofOneVehicle = (claims: readonly Claims[]): Claims[][] => {
  const plated = claims.filter(({ report }) => report.machine.plateNo !== '');
  const groups = [
    ...groupBy(plated, ({ report }) => report.machine.plateNo).values(),
    ...groupBy(claims, ({ report }) => report.machineCode).values(),
  ];
  return groups.filter((group) => group.length > 1);
};

const findingFor = (
  pair: readonly PlatedReport[],
  { overlapS, startAt, endAt }: { overlapS: number } & TimeSpan,
): Finding => {
  const [a, b] = [...pair].sort((one, two) => (one.reportNo < two.reportNo ? -1 : 1));
  const { plateNo } = a.machine;
  const isPlate = plateNo !== '' && plateNo === b.machine.plateNo;
  const minutes = Math.ceil(overlapS / 60);
  return {
    code: 'overlapping_plates',
    startAt,
    endAt,
    machineCodes: [...new Set([a.machineCode, b.machineCode])].sort(),
    reportNos: [a.reportNo, b.reportNo],
    blocks: true,
    evidence: { overlapS },
    ja: `${isPlate ? `登録番号「${plateNo}」` : `機械「${a.machineCode}」`}が日報「${a.reportNo}」と「${b.reportNo}」で ${minutes} 分重なっています。どちらかの重なる時間を「記録なし」に直してください。`,
    en: `${isPlate ? `Plate "${plateNo}"` : `Machine "${a.machineCode}"`} is on reports "${a.reportNo}" and "${b.reportNo}" for the same ${minutes} min: correct that time of one of them to "no record".`,
  };
};

/**
 * One plate number, or one machine, on two reports for the same seconds: one vehicle cannot be in two places, and two
 * clients cannot pay for one second (domain.md §1.5). Blocks both reports.
 */
export const overlappingPlates = (reports: readonly PlatedReport[]): Finding[] => {
  const found = new Map<string, Finding>();
  for (const group of ofOneVehicle(reports.map(claimsOf)))
    group.forEach((a, i) => {
      for (const b of group.slice(i + 1)) {
        const overlap = overlapOf(a.spans, b.spans);
        if (overlap.overlapS === 0) continue;
        const finding = findingFor([a.report, b.report], overlap);
        found.set(finding.reportNos.join(' '), finding);
      }
    });
  return [...found.values()];
};
