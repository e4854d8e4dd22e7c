import type { BundleContents, FixesOfDay } from '#bundle';
import {
  type BundledMachine,
  type Contract,
  chainFixes,
  type DailyReport,
  decisionFor,
  evidenceOfLines,
  evidenceOfStandby,
  type Fix,
  groupBy,
  localDateOf,
  MATCHER_VERSION,
  type Settlement,
  type SettlementBundle,
} from '#domain';
import {
  findContract,
  listFindings,
  listReports,
  listWholeSettlements,
  type Queryable,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { type MachineRecord, readMachine } from './machine-record.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { scopeOfContractor, seenFindings } from './seen-findings.js';

const machinesOf = (reports: readonly DailyReport[]) =>
  [...groupBy(reports, ({ machineCode }) => machineCode)].map(([machineCode, own]) => {
    const dates = own.map(({ businessDate }) => businessDate).sort();
    return { machineCode, fromDate: dates[0], toDate: dates[dates.length - 1], report: own[0] };
  });

interface ReadMachine {
  readonly bundled: BundledMachine;
  readonly record: MachineRecord;
}

const readMachines = async (
  queryable: Queryable,
  reports: readonly DailyReport[],
  { vehicles }: PaperBooks,
): Promise<ReadMachine[]> => {
  const read: ReadMachine[] = [];
  for (const { machineCode, fromDate, toDate, report } of machinesOf(reports)) {
    const vehicle = vehicles.find(({ code }) => code === machineCode);
    if (vehicle === undefined) throw new Error(`Report ${report.reportNo} is of no known machine`);
    const { machine, contractorCode } = report;
    read.push({
      bundled: { vehicleId: vehicle.id, machine, contractorCode, fromDate, toDate },
      record: await readMachine(queryable, vehicle, { fromDate, toDate }),
    });
  }
  return read;
};

const daysOf = ({ bundled, record }: ReadMachine): FixesOfDay[] => {
  const byDate = groupBy(record.fixes, ({ fixAt }) => localDateOf(fixAt));
  return [...byDate].map(([date, fixes]) => ({
    machineCode: bundled.machine.machineCode,
    date,
    fixes: fixes as readonly Fix[],
  }));
};

/** What attributes time to a contract, without what it pays. */
const withoutPrices = (contract: Contract): Contract => ({ ...contract, prices: [], standby: [] });

const otherContracts = (
  contract: Contract,
  books: PaperBooks,
  machines: readonly ReadMachine[],
): Contract[] => {
  const codes = new Set(machines.map(({ bundled }) => bundled.machine.machineCode));
  return books.contracts
    .filter(({ id }) => id !== contract.id)
    .filter((other) => other.machines.some(({ machineCode }) => codes.has(machineCode)))
    .map(withoutPrices);
};

const earlierOf = async (
  queryable: Queryable,
  { contractId, period }: StoredSettlement,
): Promise<Settlement[]> =>
  (await listWholeSettlements(queryable, { contractIds: [contractId] }))
    .filter((each) => each.period !== 'season' && (period === 'season' || each.period < period))
    .map(({ settlement }) => settlement);

/** What the audits found and the client decided, as the contractor may read it: the bundle is his evidence too. */
const auditsOf = async (
  queryable: Queryable,
  { contractorCode, clientCode }: Contract,
  reportNos: readonly string[],
): Promise<SettlementBundle['audits']> => {
  const found = await listFindings(queryable, { stage: 'audit', reportNos });
  const seen = await seenFindings(queryable, found, scopeOfContractor(contractorCode));
  return seen.map(({ finding, decisions }) => ({
    finding: finding as SettlementBundle['audits'][number]['finding'],
    decision: decisionFor(decisions, clientCode),
  }));
};

const matchingOf = (
  contract: Contract,
  books: PaperBooks,
  machines: readonly ReadMachine[],
): SettlementBundle['matching'] => {
  const orders = machines.flatMap(({ record }) => record.orders);
  return {
    matcherVersion: MATCHER_VERSION,
    networkHash: books.network.hash,
    machines: machines.map(({ bundled }) => bundled),
    workStates: machines.flatMap(({ record }) => record.workStates),
    orders: [...new Map(orders.map((order) => [order.id, order])).values()],
    authorities: books.authorities,
    workZones: books.workZones,
    routes: books.routes,
    otherContracts: otherContracts(contract, books, machines),
  };
};

/** Everything that a settlement rests on, read from the store: what its bundle holds. */
export const bundleContents = async (
  { database, network }: PaperParts,
  stored: StoredSettlement,
): Promise<BundleContents> => {
  const { settlement } = stored;
  const books = await readBooks(database, network);
  const contract = (await findContract(database, settlement.contractId, settlement.contractVersion))!;
  const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
  const reports = await listReports(database, { reportNos });
  const machines = await readMachines(database, reports, books);
  const days = machines.flatMap(daysOf);
  const chains = days.map(({ machineCode, date, fixes }) => chainFixes(machineCode, date, fixes));
  const invoices = await searchInvoices(database, {
    contractId: settlement.contractId,
    period: stored.period,
  });
  const earlier = await earlierOf(database, stored);
  const bundle: SettlementBundle = {
    settlement,
    contract,
    reports,
    earlier,
    evidence: evidenceOfLines(settlement, reports, chains),
    standbyEvidence: evidenceOfStandby(settlement, { reports, earlier, chains }),
    chains,
    invoices: invoices.map(({ invoice }) => invoice),
    audits: await auditsOf(database, contract, reportNos),
    matching: matchingOf(contract, books, machines),
  };
  return { bundle, network, days };
};
