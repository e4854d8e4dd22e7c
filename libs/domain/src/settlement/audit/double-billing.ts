import { sharedSeconds } from '../../calendar/split-span.js';
import { type AuditedReport, type AuditFinding, type AuditSettings, auditId } from './audit-finding.js';

/** A billed traversal of a directed segment. */
interface Visit {
  readonly report: AuditedReport;
  readonly ownerCode: string | null;
  readonly enteredAt: number;
  readonly seconds: number;
}

interface Pair {
  readonly a: AuditedReport;
  readonly b: AuditedReport;
  seconds: number;
  readonly segments: Set<number>;
}

/** The billed passes of all reports by directed segment. */
const visitsBySegment = (reports: readonly AuditedReport[]): Map<number, Visit[]> => {
  const bySegment = new Map<number, Visit[]>();
  for (const report of reports) {
    if (report.contractId === null) continue;
    for (const { spans } of report.dispatches)
      for (const span of spans) {
        if (span.activity !== 'work') continue;
        for (const pass of report.passes.slice(span.passFrom, span.passTo)) {
          const { segment, direction, enteredAt, leftAt } = pass;
          const seconds = Math.round(sharedSeconds(span, { startAt: enteredAt, endAt: leftAt }));
          const visit = { report, ownerCode: span.ownerCode, enteredAt, seconds };
          const directed = 2 * segment + direction;
          const known = bySegment.get(directed);
          if (known === undefined) bySegment.set(directed, [visit]);
          else known.push(visit);
        }
      }
  }
  return bySegment;
};

/** Billed to two owners at any time, or by two contractors within an hour, as if the other had not been there. */
const isDouble = (a: Visit, b: Visit, withinMs: number): boolean =>
  a.report !== b.report &&
  (a.ownerCode !== b.ownerCode ||
    (a.report.contractorCode !== b.report.contractorCode && Math.abs(b.enteredAt - a.enteredAt) <= withinMs));

const isOfOneParty = (visits: readonly Visit[]): boolean =>
  visits.every(
    ({ report, ownerCode }) =>
      ownerCode === visits[0].ownerCode && report.contractorCode === visits[0].report.contractorCode,
  );

const addPairs = (
  pairs: Map<string, Pair>,
  directed: number,
  visits: readonly Visit[],
  withinMs: number,
): void => {
  visits.forEach((a, i) => {
    for (const b of visits.slice(i + 1)) {
      if (!isDouble(a, b, withinMs)) continue;
      const [first, second] = [a.report, b.report].sort((x, y) => (x.reportNo < y.reportNo ? -1 : 1));
      const key = `${first.reportNo}\n${second.reportNo}`;
      const pair = pairs.get(key) ?? { a: first, b: second, seconds: 0, segments: new Set<number>() };
      pairs.set(key, pair);
      pair.segments.add(directed);
      pair.seconds += Math.min(a.seconds, b.seconds);
    }
  });
};

const findingFor = ({ a, b, seconds, segments }: Pair): AuditFinding => ({
  code: 'double_billing',
  id: auditId('double_billing', [a, b]),
  reportNos: [a.reportNo, b.reportNo],
  machineCodes: [...new Set([a.machineCode, b.machineCode])].sort(),
  evidence: { seconds, segments: segments.size },
  ja: `日報「${a.reportNo}」と「${b.reportNo}」が同じ ${segments.size} 区間(${Math.round(seconds / 60)} 分)を別々に請求しています。どちらが支払うべきか確かめてください。`,
  en: `Reports "${a.reportNo}" and "${b.reportNo}" both bill the same ${segments.size} segments (${Math.round(seconds / 60)} min): see which of them is to be paid.`,
});

/** One stretch of road billed by two contractors, or to two owners. Seconds below the limit are crossings and seams. */
export const doubleBilling = (
  reports: readonly AuditedReport[],
  { doubleWithinMs, doubleS }: AuditSettings,
): AuditFinding[] => {
  const pairs = new Map<string, Pair>();
  for (const [directed, visits] of visitsBySegment(reports))
    if (visits.length > 1 && !isOfOneParty(visits)) addPairs(pairs, directed, visits, doubleWithinMs);
  return [...pairs.values()]
    .filter(({ seconds }) => seconds >= doubleS)
    .map(findingFor)
    .sort((x, y) => (x.id < y.id ? -1 : 1));
};
