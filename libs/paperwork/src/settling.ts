import {
  type BillableReport,
  type Contract,
  checkContract,
  type Fault,
  type LocalDate,
  looksBack,
  parseLocalDate,
  type Settlement,
  settleMonth,
  settleSeason,
  withheldReports,
} from '#domain';
import {
  findContract,
  findSettlement,
  listBillableReports,
  listContracts,
  listReportHeads,
  listWholeSettlements,
  type Queryable,
  type ReportHead,
  type SettlementKey,
  type Stamp,
  type StoredSettlement,
  saveSettlement,
} from '#store';
import { auditDates, auditsAbout } from './auditing.js';
import { isPayable, type LeftOutReport, reportsWithin, whyLeftOut } from './left-out.js';
import { faultOf, PaperRefusal, unknownContract } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';

/** What to settle: `period` is a month (YYYY-MM), or `season` for the run at the season's end. */
export interface SettleOrder {
  readonly contractId: string;
  readonly period: string;
  /** Settle without the reports that are not approved yet; they can be settled later by settling again. */
  readonly withoutUnapproved?: boolean;
}

export interface SettledPeriod extends StoredSettlement {
  /** Reports of the period that are not in it. */
  readonly leftOut: readonly LeftOutReport[];
}

const isWorked = ({ dispatches }: BillableReport): boolean =>
  dispatches.some(({ spans }) => spans.length > 0);

/** What keeps a text from naming a period. */
export const checkPeriod = (period: string): Fault[] =>
  period === 'season' || (/^\d{4}-\d{2}$/.test(period) && parseLocalDate(`${period}-01`) !== null)
    ? []
    : [
        faultOf(
          'period_unclear',
          `「${period}」は月ではありません。2027-01 のような月か season を指定してください。`,
          `"${period}" is no month: give one such as 2027-01, or season.`,
        ),
      ];

const readContract = async (queryable: Queryable, contractId: string): Promise<Contract> => {
  const contract = await findContract(queryable, contractId);
  if (contract === undefined) throw new PaperRefusal([unknownContract(contractId)]);
  const machineCodes = contract.machines.map(({ machineCode }) => machineCode);
  const others = await listContracts(queryable, { machineCodes });
  const faults = checkContract(contract, { others, occurring: [] });
  if (faults.length > 0) throw new PaperRefusal(faults);
  return contract;
};

const datesOf = (reports: readonly ReportHead[]): LocalDate[] =>
  reports.map(({ businessDate }) => businessDate);

const earlierOf = async (queryable: Queryable, { id }: Contract, before: string): Promise<Settlement[]> =>
  (await listWholeSettlements(queryable, { contractIds: [id] }))
    .filter(({ period }) => period !== 'season' && (before === 'season' || period < before))
    .map(({ settlement }) => settlement);

interface Draft {
  readonly settlement: Settlement;
  readonly leftOut: readonly LeftOutReport[];
}

const accepted = (result: ReturnType<typeof settleMonth>): Settlement => {
  if (result.settlement === null) throw new PaperRefusal(result.faults);
  return result.settlement;
};

const draftMonth = async (
  queryable: Queryable,
  contract: Contract,
  { period: month, withoutUnapproved }: SettleOrder,
): Promise<Draft> => {
  const reports = (await listBillableReports(queryable, reportsWithin(contract.id, month))).filter(isWorked);
  const { findings, decisions } = await auditsAbout(
    queryable,
    reports.map(({ reportNo }) => reportNo),
    contract.clientCode,
  );
  const withheld = withheldReports(findings, decisions);
  const isLeftOut = (report: BillableReport): boolean =>
    withheld.has(report.reportNo) || (withoutUnapproved === true && !isPayable(report));
  const paid = reports.filter((report) => !isLeftOut(report));
  const earlier = looksBack(contract) ? await earlierOf(queryable, contract, month) : [];
  return {
    settlement: accepted(settleMonth({ contract, month, reports: paid, earlier })),
    leftOut: reports.filter(isLeftOut).map((report) => whyLeftOut(report, withheld)),
  };
};

const draftSeason = async (queryable: Queryable, contract: Contract): Promise<Draft> => ({
  settlement: accepted(settleSeason(contract, await earlierOf(queryable, contract, 'season'))),
  leftOut: [],
});

/** The settlement as it is stored under a key. */
export const readSettlement = async (queryable: Queryable, key: SettlementKey): Promise<StoredSettlement> => {
  const stored = await findSettlement(queryable, key);
  if (stored === undefined) throw new Error(`No settlement ${key.contractId} ${key.period} ${key.version}`);
  return stored;
};

/**
 * 精算: audits the reports of a contract's month (or takes the months of its season), prices what may be paid and keeps it as
 * a new version; where nothing changed since, as the one that is there. Payment waits for `releaseSettlementOf`.
 * @throws PaperRefusal
 */
export const settlePeriod = async (
  parts: PaperParts,
  order: SettleOrder,
  stamp: Stamp,
): Promise<SettledPeriod> => {
  const { database } = parts;
  const unclear = checkPeriod(order.period);
  if (unclear.length > 0) throw new PaperRefusal(unclear);
  const isSeason = order.period === 'season';
  if (!isSeason) {
    const reports = await listReportHeads(database, reportsWithin(order.contractId, order.period));
    await auditDates(parts, datesOf(reports), stamp.at);
  }
  return database.transaction(async (tx) => {
    const contract = await readContract(tx, order.contractId);
    const draft = isSeason ? await draftSeason(tx, contract) : await draftMonth(tx, contract, order);
    return { ...(await saveSettlement(tx, draft.settlement, stamp)), leftOut: draft.leftOut };
  });
};
