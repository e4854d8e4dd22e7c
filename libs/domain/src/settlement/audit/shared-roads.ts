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

/** What stands at a directed segment instead of the number of a party: a report for several, or reports of two; 0 is nobody. */
const SEVERAL = -1;
const SHARED = -2;

/**
 * Numbers of the reports on whose roads another contractor, or work for another owner, was too. Of the others no road can
 * have been billed twice (`doubleBilling`), so that nobody needs to read their passes.
 */
export const reportsOnSharedRoads = (reports: readonly RoadsOfReport[]): Set<string> => {
  const last = reports.reduce((most, { directed }) => directed.reduce((a, b) => Math.max(a, b), most), 0);
  const standing = new Int32Array(last + 1);
  const numbers = new Map<string, number>();
  for (const report of reports) {
    const party = partyOf(report);
    const number = party === null ? SEVERAL : (numbers.get(party) ?? numbers.size + 1);
    if (party !== null) numbers.set(party, number);
    for (const segment of report.directed) {
      const known = standing[segment];
      if (known === 0) standing[segment] = number;
      else if (known === SEVERAL || known !== number) standing[segment] = SHARED;
    }
  }
  const isShared = ({ directed }: RoadsOfReport): boolean =>
    directed.some((segment) => standing[segment] === SHARED);
  return new Set(reports.filter(isShared).map(({ reportNo }) => reportNo));
};
