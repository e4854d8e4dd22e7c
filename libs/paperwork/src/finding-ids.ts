import type { Finding } from '#domain';

/** An id that stays while the finding says the same of the same revisions: a decision on it holds as long. */
export const keyed = (
  finding: Finding,
  revisions: ReadonlyMap<string, number>,
): Finding & { readonly id: string } => ({
  ...finding,
  id: [
    finding.code,
    ...finding.reportNos.map((reportNo) => `${reportNo}@${revisions.get(reportNo) ?? 1}`),
    ...(finding.reportNos.length === 0 ? finding.machineCodes : []),
    finding.startAt,
  ].join(' '),
});

export const revisionsOf = (
  reports: readonly { readonly reportNo: string; readonly revision: number }[],
): Map<string, number> => new Map(reports.map(({ reportNo, revision }) => [reportNo, revision]));

/** Is a finding or an audit with this id about that revision of the report? */
export const namesRevision = (
  id: string,
  { reportNo, revision }: { readonly reportNo: string; readonly revision: number },
): boolean => ` ${id} `.includes(` ${reportNo}@${revision} `);
