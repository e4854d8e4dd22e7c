import { type AuditFinding, type Contract, type Fault, localDateOf } from '#domain';
import {
  approveClean,
  auditDates,
  contractorsAtOnce,
  contractsOfRun,
  decideForClients,
  dropOldBundles,
  keepBundle,
  type LeftOutReport,
  type MadeSummary,
  makeReportsOfMonth,
  type PaperBooks,
  type PaperParts,
  PaperRefusal,
  type ReleasedPeriod,
  readBooks,
  releaseSettlementOf,
  reportsWithin,
  settlePeriod,
  undecidedAudits,
  type WaitingReport,
} from '#paperwork';
import { listReportHeads, type Stamp } from '#store';
import { writeDocuments } from './settle-documents.js';
import { fileFault, prepareFolder } from './settle-folder.js';
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

const nothingOf = ({ id: contractId, contractorCode, clientCode }: Contract): SettledContract => ({
  ...{ contractId, contractorCode, clientCode, version: null, totalYen: null, invoiceNo: null },
  ...{ rootHash: null, files: [], leftOut: [], undecided: [], faults: [], done: false },
});

/** What became of a contract before its papers are written; `released` is null where it was refused. */
interface Released {
  readonly known: SettledContract;
  readonly released: ReleasedPeriod | null;
}

const refusedWith = (known: SettledContract, error: unknown): SettledContract => {
  if (!(error instanceof PaperRefusal)) throw error;
  return { ...known, faults: [...known.faults, ...error.faults] };
};

const releaseOne = async (
  { parts, options }: SettleRun,
  contract: Contract,
  { stamp, books }: { readonly stamp: Stamp; readonly books: PaperBooks },
): Promise<Released> => {
  const { id: contractId, clientCode } = contract;
  let known = nothingOf(contract);
  try {
    const order = { contractId, period: options.period, withoutUnapproved: options.withoutUnapproved };
    const settled = await settlePeriod(parts, order, stamp);
    const { version, leftOut, settlement } = settled;
    const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
    const undecided = await undecidedAudits(parts.database, reportNos, clientCode);
    known = { ...known, version, leftOut, undecided, totalYen: settlement.totalYen };
    return { known, released: await releaseSettlementOf(parts, settled, stamp, books) };
  } catch (error) {
    return { known: refusedWith(known, error), released: null };
  }
};

const writeOne = async (
  { parts, options, bundles }: SettleRun,
  { known, released }: Released,
  stamp: Stamp,
): Promise<SettledContract> => {
  if (released === null) return known;
  let paid = { ...known, invoiceNo: released.invoice?.invoiceNo ?? null, faults: released.notes };
  try {
    const place = { folder: bundles.folder, stamp };
    paid = { ...paid, rootHash: (await keepBundle(parts, released, place)).rootHash };
    const { files, notes } = await writeDocuments(parts, { out: options.out, place, released });
    return { ...paid, files, faults: [...paid.faults, ...notes], done: true };
  } catch (error) {
    const fault = fileFault(error);
    return fault === null ? refusedWith(paid, error) : { ...paid, faults: [...paid.faults, fault] };
  }
};

/** Audits all nights of the contracts at once, settles and releases a few contractors at once, then writes one after the other. */
const settleEach = async (
  run: SettleRun,
  contracts: readonly Contract[],
  stamp: Stamp,
): Promise<SettledContract[]> => {
  const { parts, options } = run;
  if (options.period !== 'season') {
    const contractIds = contracts.map(({ id }) => id);
    const heads = await listReportHeads(parts.database, reportsWithin(contractIds, options.period));
    await auditDates(parts, [...new Set(heads.map(({ businessDate }) => businessDate))], stamp.at);
  }
  const books = await readBooks(parts.database, parts.network);
  const released = await contractorsAtOnce(contracts, (contract) =>
    releaseOne(run, contract, { stamp, books }),
  );
  const written: SettledContract[] = [];
  for (const each of released) written.push(await writeOne(run, each, stamp));
  return written;
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
  await prepareFolder(options.out, '--out');
  await prepareFolder(bundles.folder, 'BUNDLE_DIR');
  const made = await makeAndApprove(run, due);
  const contracts = await settleEach(run, due, stamp);
  const { folder, keepYears } = bundles;
  const droppedBundles = await dropOldBundles(parts, { folder, keepYears, nowAt: at });
  return { period: options.period, ...made, contracts, droppedBundles };
};
