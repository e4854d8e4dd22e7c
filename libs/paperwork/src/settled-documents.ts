import { type DocumentNames, namesOf, type ReportDocument, type SettlementDocument } from '#documents';
import { type Contract, type DailyReport, type Finding, type FixChain, localDateOf } from '#domain';
import {
  findContract,
  listAuthorities,
  listBundles,
  listContractors,
  listDevices,
  listFindings,
  listFixChains,
  listReportRevisions,
  listWorkZones,
  type Queryable,
  type StoredSettlement,
} from '#store';
import { namesRevision } from './finding-ids.js';
import { scopeOfContractor, seenFindings } from './seen-findings.js';

/** One settlement with everything that its documents say. */
export interface DocumentSources {
  readonly reports: readonly ReportDocument[];
  readonly settlement: SettlementDocument;
}

/** What codes are called on paper, by the register as it stands. */
export const readNames = async (queryable: Queryable): Promise<DocumentNames> =>
  namesOf({
    authorities: await listAuthorities(queryable),
    contractors: await listContractors(queryable),
    workZones: await listWorkZones(queryable),
    devices: await listDevices(queryable),
  });

/** Chains of the days that a report has time in; of several of a day the newest. */
export const fixChainsOf = async (
  queryable: Queryable,
  { machineCode, dispatches }: DailyReport,
): Promise<FixChain[]> => {
  const spans = dispatches.flatMap((dispatch) => dispatch.spans);
  if (spans.length === 0) return [];
  const fromDate = localDateOf(
    spans.reduce((at, { startAt }) => Math.min(at, startAt), Number.POSITIVE_INFINITY),
  );
  const toDate = localDateOf(spans.reduce((at, { endAt }) => Math.max(at, endAt - 1000), 0));
  const chains = await listFixChains(queryable, { machineCode, fromDate, toDate });
  return [...new Map(chains.map((chain) => [chain.date, chain])).values()];
};

/** A report with what is printed beside it. */
export const reportDocument = async (
  queryable: Queryable,
  report: DailyReport,
  { contract, names }: { readonly contract: Contract | null; readonly names: DocumentNames },
): Promise<ReportDocument> => {
  const found = await listFindings(queryable, { stage: 'report', reportNos: [report.reportNo] });
  const own = found.filter(({ finding }) => namesRevision(finding.id, report));
  const seen = await seenFindings(queryable, own, scopeOfContractor(report.contractorCode));
  return {
    report,
    contract,
    findings: seen.map(({ finding }) => finding as Finding & { readonly id: string }),
    chains: await fixChainsOf(queryable, report),
    names,
  };
};

/**
 * What the documents of a stored settlement are written from: its reports as they were settled, and the root hash of its
 * bundle where one is written.
 */
export const documentSources = async (
  queryable: Queryable,
  stored: StoredSettlement,
): Promise<DocumentSources> => {
  const { contractId, period, version, settlement } = stored;
  const names = await readNames(queryable);
  const contract = (await findContract(queryable, contractId, settlement.contractVersion))!;
  const reports: ReportDocument[] = [];
  for (const report of await listReportRevisions(queryable, settlement.reports))
    reports.push(await reportDocument(queryable, report, { contract, names }));
  const bundles = await listBundles(queryable, { contractId, period });
  const rootHash = bundles.find((bundle) => bundle.version === version)?.rootHash ?? null;
  const isReleased = stored.releasedAt !== null;
  return { reports, settlement: { settlement, contract, names, rootHash, isReleased } };
};
