import { type AuditFinding, type Contract, type Fault, localDateOf } from '#domain';
import {
  approveClean,
  contractsOfRun,
  decideForClients,
  dropOldBundles,
  keepBundle,
  type LeftOutReport,
  type MadeSummary,
  makeReportsOfMonth,
  type PaperParts,
  PaperRefusal,
  releaseSettlementOf,
  reportsWithin,
  settlePeriod,
  undecidedAudits,
  type WaitingReport,
} from '#paperwork';
import type { Stamp } from '#store';
import { writeDocuments } from './settle-documents.js';
import { type SettleOptions, UsageError } from './settle-options.js';

/** What became of one contract's period. */
export interface SettledContract {
  readonly contractId: string;
  readonly contractorCode: string;
  readonly clientCode: string;
  readonly version: number | null;
  readonly totalYen: number | null;
  readonly invoiceNo: string | null;
  readonly rootHash: string | null;
  /** Names of what was written into its folder. */
  readonly files: readonly string[];
  /** Reports that are not in it. */
  readonly leftOut: readonly LeftOutReport[];
  /** Audits' findings that keep it from being paid until the client decides: --pay or --withhold takes their ids. */
  readonly undecided: readonly AuditFinding[];
  /** What keeps it from being paid, or is odd about it. */
  readonly faults: readonly Fault[];
  readonly done: boolean;
}

export interface SettleResult {
  readonly period: string;
  readonly reports: MadeSummary | null;
  readonly approved: number;
  /** Reports that wait for a person, each with why. */
  readonly waiting: readonly WaitingReport[];
  readonly contracts: readonly SettledContract[];
  readonly droppedBundles: number;
}

/** What a run works with. */
export interface SettleRun {
  readonly parts: PaperParts;
  readonly options: SettleOptions;
  readonly bundles: { readonly folder: string; readonly keepYears: number };
  readonly at: number;
}

const settleOne = async (
  { parts, options, bundles }: SettleRun,
  { id: contractId, contractorCode, clientCode }: Contract,
  stamp: Stamp,
): Promise<SettledContract> => {
  let known: Omit<SettledContract, 'faults' | 'done'> = {
    ...{
      contractId,
      contractorCode,
      clientCode,
      version: null,
      totalYen: null,
      invoiceNo: null,
      rootHash: null,
    },
    ...{ files: [], leftOut: [], undecided: [] },
  };
  try {
    const order = { contractId, period: options.period, withoutUnapproved: options.withoutUnapproved };
    const settled = await settlePeriod(parts, order, stamp);
    const { version, leftOut, settlement } = settled;
    const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
    const undecided = await undecidedAudits(parts.database, reportNos, clientCode);
    known = { ...known, version, leftOut, undecided, totalYen: settlement.totalYen };
    const released = await releaseSettlementOf(parts, settled, stamp);
    const place = { folder: bundles.folder, stamp };
    const kept = await keepBundle(parts, released, place);
    const { files, notes } = await writeDocuments(parts, { out: options.out, place, released });
    const faults = [...released.notes, ...notes];
    const invoiceNo = released.invoice?.invoiceNo ?? null;
    return { ...known, invoiceNo, rootHash: kept.rootHash, files, faults, done: true };
  } catch (error) {
    if (!(error instanceof PaperRefusal)) throw error;
    return { ...known, faults: error.faults, done: false };
  }
};

/** For the clients of the contracts that are settled, and no others. */
const decide = async ({ parts, options, at }: SettleRun, clientCodes: readonly string[]): Promise<void> => {
  const { pay, withhold, reports, reason, approveAs } = options;
  const common = { reason, by: approveAs!, at };
  for (const findingId of pay)
    await decideForClients(
      parts,
      { ...common, findingId, decision: 'pay', withheldReportNos: [] },
      clientCodes,
    );
  for (const findingId of withhold)
    await decideForClients(
      parts,
      { ...common, findingId, decision: 'withhold', withheldReportNos: reports },
      clientCodes,
    );
};

/** Of all machines, since a report is looked at beside the others; approved are those of the contracts that are settled. */
const makeAndApprove = async (run: SettleRun, contracts: readonly Contract[]) => {
  const { parts, options, at } = run;
  const month = options.period === 'season' ? null : options.period;
  const reports = month === null ? null : await makeReportsOfMonth(parts, { month, at });
  await decide(
    run,
    contracts.map(({ clientCode }) => clientCode),
  );
  if (month === null) return { reports, approved: 0, waiting: [] };
  const contractIds = contracts.map(({ id }) => id);
  const filter = reportsWithin(contractIds, month);
  const { approved, waiting } = await approveClean(parts, { filter, by: options.approveAs, at });
  return { reports, approved: approved.length, waiting };
};

/** The contracts to settle. @throws UsageError for one that is not known */
const contractsToSettle = async ({ parts, options, at }: SettleRun): Promise<Contract[]> => {
  const { period } = options;
  const contractIds = options.contractIds.length === 0 ? undefined : options.contractIds;
  const contracts = await contractsOfRun(parts.database, { period, contractIds }, localDateOf(at));
  const unknown = options.contractIds.filter((each) => !contracts.some(({ id }) => id === each));
  if (unknown.length === 0) return contracts;
  throw new UsageError(
    `契約「${unknown.join('」「')}」は登録されていません。番号を確かめてください。何もしていません。\n` +
      `  There is no contract "${unknown.join('", "')}": check the number. Nothing was done.`,
  );
};

/** The whole month: reports, approvals where a name is given, settlements, audits, invoices, bundles and documents. */
export const settleAll = async (run: SettleRun): Promise<SettleResult> => {
  const { parts, options, bundles, at } = run;
  const stamp = { by: options.approveAs ?? 'npm run settle', at };
  const due = await contractsToSettle(run);
  const made = await makeAndApprove(run, due);
  const contracts: SettledContract[] = [];
  for (const contract of due) contracts.push(await settleOne(run, contract, stamp));
  const { folder, keepYears } = bundles;
  const droppedBundles = await dropOldBundles(parts, { folder, keepYears, nowAt: at });
  return { period: options.period, ...made, contracts, droppedBundles };
};
