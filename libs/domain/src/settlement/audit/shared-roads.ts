import type { AuditedReport } from './audit-finding.js';

/** A report by the roads that it may bill: numbers of directed segments, each once. */
export interface RoadsOfReport extends Pick<AuditedReport, 'reportNo' | 'contractorCode' | 'dispatches'> {
  readonly directed: readonly number[];
}

/** Contractor and owner that all of the report's work is for; null where it is for several. */
const partyOf = ({ contractorCode, dispatches }: RoadsOfReport): string | null => {
  const work = dispatches.flatMap(({ spans }) => spans.filter(({ activity }) => activity === 'work'));
  const owners = new Set(work.map(({ ownerCode }) => ownerCode));
  return owners.size > 1 ? null : `${contractorCode}\n${[...owners].join()}`;
};

/**
 * Numbers of the reports on whose roads another contractor, or work for another owner, was too. Of the others no road can
 * have been billed twice (`doubleBilling`), so that nobody needs to read their passes.
 */
export const reportsOnSharedRoads = (reports: readonly RoadsOfReport[]): Set<string> => {
  const partyOn = new Map<number, string | null>();
  const shared = new Set<number>();
  for (const report of reports) {
    const party = partyOf(report);
    for (const segment of report.directed) {
      const known = partyOn.get(segment);
      if (known === undefined) partyOn.set(segment, party);
      else if (known === null || known !== party) shared.add(segment);
    }
  }
  const isShared = ({ directed }: RoadsOfReport): boolean => directed.some((segment) => shared.has(segment));
  return new Set(reports.filter(isShared).map(({ reportNo }) => reportNo));
};
