import {
  type BillableReport,
  type Contract,
  canonicalJson,
  checkContract,
  looksBack,
  SETTLEMENT_RULES_VERSION,
  type Settlement,
  type SettleResult,
  settleMonth,
  settleSeason,
  withheldReports,
} from '#domain';
import {
  findContract,
  findSettlement,
  listBillableReports,
  listContracts,
  listReportRevisions,
  listSettlements,
  listWholeSettlements,
  type Queryable,
  type SettlementKey,
} from '#store';
import { auditsAbout } from './auditing.js';
import { isPayable, type LeftOutReport, reportsWithin, whyLeftOut } from './left-out.js';
import { PaperRefusal, unknownContract } from './paper-fault.js';

/** What to settle: `period` is a month (YYYY-MM), or `season` for the run at the season's end. */
export interface SettleOrder {
  readonly contractId: string;
  readonly period: string;
  /** Settle without the reports that are not approved yet; they can be settled later by settling again. */
  readonly withoutUnapproved?: boolean;
}

/** A settlement before it is kept. */
export interface SettlementDraft {
  readonly settlement: Settlement;
  /** Reports of the period that are not in it. */
  readonly leftOut: readonly LeftOutReport[];
}

type Period = Pick<SettlementKey, 'contractId' | 'period'>;

const isWorked = ({ dispatches }: BillableReport): boolean =>
  dispatches.some(({ spans }) => spans.length > 0);

/** The newest version of a contract, where money can be computed from it. @throws PaperRefusal */
const readContract = async (queryable: Queryable, contractId: string): Promise<Contract> => {
  const contract = await findContract(queryable, contractId);
  if (contract === undefined) throw new PaperRefusal([unknownContract(contractId)]);
  const machineCodes = contract.machines.map(({ machineCode }) => machineCode);
  const others = await listContracts(queryable, { machineCodes });
  const faults = checkContract(contract, { others, occurring: [] });
  if (faults.length > 0) throw new PaperRefusal(faults);
  return contract;
};

/** What was released for payment of a contract's months before a period: what that period looks back on. */
export const releasedBefore = async (
  queryable: Queryable,
  { contractId, period }: Period,
): Promise<Settlement[]> =>
  (await listWholeSettlements(queryable, { contractIds: [contractId], onlyReleased: true }))
    .filter((each) => each.period !== 'season' && (period === 'season' || each.period < period))
    .map(({ settlement }) => settlement);

/** A period of a contract as it comes out after the months that were released before it. */
const price = async (
  queryable: Queryable,
  contract: Contract,
  period: string,
  reports: readonly BillableReport[],
): Promise<SettleResult> => {
  const isSeason = period === 'season';
  const earlier =
    isSeason || looksBack(contract)
      ? await releasedBefore(queryable, { contractId: contract.id, period })
      : [];
  return isSeason
    ? settleSeason(contract, earlier)
    : settleMonth({ contract, month: period, reports, earlier });
};

const priced = async (
  queryable: Queryable,
  contract: Contract,
  period: string,
  reports: readonly BillableReport[],
): Promise<Settlement> => {
  const { settlement, faults } = await price(queryable, contract, period, reports);
  if (settlement === null) throw new PaperRefusal(faults);
  return settlement;
};

/** The settlement that an order asks for, from what is stored now. @throws PaperRefusal */
export const draftSettlement = async (
  queryable: Queryable,
  { contractId, period, withoutUnapproved }: SettleOrder,
): Promise<SettlementDraft> => {
  const contract = await readContract(queryable, contractId);
  if (period === 'season') return { settlement: await priced(queryable, contract, period, []), leftOut: [] };
  const reports = (await listBillableReports(queryable, reportsWithin([contractId], period))).filter(
    isWorked,
  );
  const { findings, decisions } = await auditsAbout(
    queryable,
    reports.map(({ reportNo }) => reportNo),
    contract.clientCode,
  );
  const withheld = withheldReports(findings, decisions);
  const isLeftOut = (report: BillableReport): boolean =>
    withheld.has(report.reportNo) || (withoutUnapproved === true && !isPayable(report));
  const paid = reports.filter((report) => !isLeftOut(report));
  return {
    settlement: await priced(queryable, contract, period, paid),
    leftOut: reports.filter(isLeftOut).map((report) => whyLeftOut(report, withheld)),
  };
};

/** Does what a settlement comes to rest on nothing but its reports' revisions, this version of the contract and these rules? */
const restsOnReports = (
  contract: Contract,
  { period, settlement }: Pick<Period, 'period'> & { readonly settlement: Settlement },
): boolean =>
  period !== 'season' &&
  !looksBack(contract) &&
  settlement.contractVersion === contract.version &&
  settlement.rulesVersion === SETTLEMENT_RULES_VERSION;

/**
 * What a stored settlement comes to now: the same reports by the newest version of the contract, after the months that were
 * released before. Its reports must stand at the revisions that it names: what was approved of a revision never changes, so
 * it is priced again only where something else may have. @throws PaperRefusal
 */
export const settledAgain = async (
  queryable: Queryable,
  { contractId, period, settlement }: Period & { readonly settlement: Settlement },
): Promise<Settlement> => {
  const contract = await readContract(queryable, contractId);
  if (restsOnReports(contract, { period, settlement })) return settlement;
  const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
  const reports = await listBillableReports(queryable, { reportNos });
  return priced(queryable, contract, period, reports);
};

/**
 * Periods of the contract after one that were released and would come to something else now: months look back on the ones
 * before under some policies, the season's end on all of them.
 */
export const outdatedAfter = async (
  queryable: Queryable,
  { contractId, period }: Period,
): Promise<string[]> => {
  const released = await listSettlements(queryable, { contractIds: [contractId], onlyReleased: true });
  const outdated: string[] = [];
  for (const later of released.filter((each) => each.period > period)) {
    const contract = (await findContract(queryable, contractId, later.settlement.contractVersion))!;
    if (later.period !== 'season' && !looksBack(contract)) continue;
    const { settlement } = (await findSettlement(queryable, later))!;
    const reports = await listReportRevisions(queryable, settlement.reports);
    const again = await price(queryable, contract, later.period, reports);
    if (canonicalJson(again.settlement) !== canonicalJson(settlement)) outdated.push(later.period);
  }
  return outdated;
};
