import { sharedSeconds } from '../../calendar/split-span.js';
import { groupBy } from '../../group-by.js';
import type { DailyReport } from '../daily-report.js';
import type { Finding } from '../finding.js';

interface Claim {
  readonly report: DailyReport;
  readonly startAt: number;
  readonly endAt: number;
}

const claimsOf = (report: DailyReport): Claim[] =>
  report.dispatches.flatMap(({ spans }) => spans.map(({ startAt, endAt }) => ({ report, startAt, endAt })));

const pairs = (reports: readonly DailyReport[]): [DailyReport, DailyReport][] =>
  reports.flatMap((a, i) => reports.slice(i + 1).map((b): [DailyReport, DailyReport] => [a, b]));

const overlapOf = (a: DailyReport, b: DailyReport): { overlapS: number; startAt: number; endAt: number } => {
  const shared = claimsOf(a).flatMap((claim) =>
    claimsOf(b)
      .filter((other) => sharedSeconds(claim, other) > 0)
      .map((other) => ({
        overlapS: sharedSeconds(claim, other),
        startAt: Math.max(claim.startAt, other.startAt),
        endAt: Math.min(claim.endAt, other.endAt),
      })),
  );
  return {
    overlapS: shared.reduce((sum, { overlapS }) => sum + overlapS, 0),
    startAt: shared.reduce((first, { startAt }) => Math.min(first, startAt), Number.POSITIVE_INFINITY),
    endAt: shared.reduce((last, { endAt }) => Math.max(last, endAt), 0),
  };
};

/** One plate number on two reports for the same seconds: one vehicle cannot be in two places. Blocks both reports. */
export const overlappingPlates = (reports: readonly DailyReport[]): Finding[] =>
  [...groupBy(reports, ({ machine }) => machine.plateNo)]
    .filter(([plateNo]) => plateNo !== '')
    .flatMap(([plateNo, ofPlate]) =>
      pairs(ofPlate).flatMap(([a, b]) => {
        const { overlapS, startAt, endAt } = overlapOf(a, b);
        if (overlapS === 0) return [];
        return [
          {
            code: 'overlapping_plates' as const,
            startAt,
            endAt,
            machineCodes: [...new Set([a.machineCode, b.machineCode])].sort(),
            reportNos: [a.reportNo, b.reportNo].sort(),
            blocks: true,
            evidence: { overlapS },
            ja: `登録番号「${plateNo}」が日報「${a.reportNo}」と「${b.reportNo}」で ${Math.ceil(overlapS / 60)} 分重なっています。どちらかを直してください。`,
            en: `Plate "${plateNo}" is on reports "${a.reportNo}" and "${b.reportNo}" for the same ${Math.ceil(overlapS / 60)} min: correct one of them.`,
          },
        ];
      }),
    );
