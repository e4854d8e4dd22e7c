import { type Scope, seenFinding } from '#domain';
import { listReportHeads, type Queryable, type StoredFinding } from '#store';

/** Findings as somebody of this scope may read them (`seenFinding`), and what was decided about reports that he sees. */
export const seenFindings = async (
  queryable: Queryable,
  found: readonly StoredFinding[],
  scope: Scope,
): Promise<StoredFinding[]> => {
  const shared = found.flatMap(({ finding: { reportNos } }) => (reportNos.length > 1 ? reportNos : []));
  const heads =
    shared.length === 0 ? [] : await listReportHeads(queryable, { reportNos: [...new Set(shared)] });
  const reports = new Map(heads.map((head) => [head.reportNo, head]));
  return found.map((each) => {
    if (each.finding.reportNos.length < 2) return each;
    const finding = seenFinding(each.finding, scope, reports);
    const decisions = each.decisions.map((decision) => ({
      ...decision,
      findingId: finding.id,
      withheldReportNos: decision.withheldReportNos.filter((reportNo) =>
        finding.reportNos.includes(reportNo),
      ),
    }));
    return { ...each, finding, decisions };
  });
};

/** What a contractor may read: documents and bundles are written for him. */
export const scopeOfContractor = (contractorCode: string | null): Scope => ({
  contractorCode,
  machineCodes: null,
  clientCode: null,
});
