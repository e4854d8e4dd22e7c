import type { BundleContents, FixesOfDay } from '#bundle';
import {
  type AuditFinding,
  type BundledMachine,
  type Contract,
  canonicalJson,
  chainFixes,
  type DailyReport,
  decisionFor,
  evidenceOfLines,
  evidenceOfStandby,
  type Fix,
  groupBy,
  type Invoice,
  localDateOf,
  MATCHER_VERSION,
  type Settlement,
  type SettlementBundle,
} from '#domain';
import {
  findContract,
  listFindings,
  listReportRevisions,
  type Queryable,
  type SettlementKey,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { namesRevision } from './finding-ids.js';
import type { DateRange } from './fresh-reports.js';
import { type MachineRecord, readMachine } from './machine-record.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { scopeOfContractor, seenFindings } from './seen-findings.js';
import { releasedBefore } from './settlement-drafts.js';

interface ReadMachine {
  /** One for each form in which the reports have it: plate and contractor may change within a month. */
  readonly bundled: readonly BundledMachine[];
  readonly record: MachineRecord;
}

const formsOf = (vehicleId: number, reports: readonly DailyReport[], range: DateRange): BundledMachine[] => {
  const forms = groupBy(reports, ({ machine, contractorCode }) => canonicalJson([machine, contractorCode]));
  return [...forms.values()].map(([{ machine, contractorCode }]) => ({
    ...{ vehicleId, machine, contractorCode },
    ...range,
  }));
};

const readMachines = async (
  queryable: Queryable,
  reports: readonly DailyReport[],
  { vehicles }: PaperBooks,
): Promise<ReadMachine[]> => {
  const read: ReadMachine[] = [];
  for (const [machineCode, own] of groupBy(reports, (report) => report.machineCode)) {
    const vehicle = vehicles.find(({ code }) => code === machineCode);
    if (vehicle === undefined) throw new Error(`Report ${own[0].reportNo} is of no known machine`);
    const dates = own.map(({ businessDate }) => businessDate).sort();
    const range = { fromDate: dates[0], toDate: dates[dates.length - 1] };
    const record = await readMachine(queryable, vehicle, range);
    read.push({ bundled: formsOf(vehicle.id, own, range), record });
  }
  return read;
};

const daysOf = ({ record }: ReadMachine): FixesOfDay[] => {
  const byDate = groupBy(record.fixes, ({ fixAt }) => localDateOf(fixAt));
  return [...byDate].map(([date, fixes]) => ({
    machineCode: record.vehicle.code,
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
  const codes = new Set(machines.map(({ record }) => record.vehicle.code));
  return books.contracts
    .filter(({ id }) => id !== contract.id)
    .filter((other) => other.machines.some(({ machineCode }) => codes.has(machineCode)))
    .map(withoutPrices);
};

/**
 * What the audits say of the settled revisions and whatever the client decided about them before, as the contractor may read
 * it: the bundle is his evidence too.
 */
const auditsOf = async (
  queryable: Queryable,
  { contractorCode, clientCode }: Contract,
  { reports }: Settlement,
): Promise<SettlementBundle['audits']> => {
  const reportNos = reports.map(({ reportNo }) => reportNo);
  const found = (await listFindings(queryable, { stage: 'audit', reportNos, onlyCurrent: false })).filter(
    ({ finding, goneAt, decisions }) =>
      (goneAt === null || decisionFor(decisions, clientCode) !== null) &&
      reports.some((report) => namesRevision(finding.id, report)),
  );
  const seen = await seenFindings(queryable, found, scopeOfContractor(contractorCode));
  return seen.map(({ finding, decisions }) => ({
    finding: finding as AuditFinding,
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
    machines: machines.flatMap(({ bundled }) => bundled),
    workStates: machines.flatMap(({ record }) => record.workStates),
    orders: [...new Map(orders.map((order) => [order.id, order])).values()],
    authorities: books.authorities,
    workZones: books.workZones,
    routes: books.routes,
    otherContracts: otherContracts(contract, books, machines),
  };
};

/** The invoices of a settled period until one version of it, by number: the last of them stands, or none does. */
export const invoicesUntil = async (
  queryable: Queryable,
  { contractId, period, version }: SettlementKey,
): Promise<Invoice[]> =>
  (await searchInvoices(queryable, { contractId, period }))
    .filter(({ settlementVersion }) => settlementVersion <= version)
    .map(({ invoice }) => invoice);

/** Everything that a settlement rests on, read from the store: what its bundle holds. */
export const bundleContents = async (
  { database, network }: PaperParts,
  stored: StoredSettlement,
): Promise<BundleContents> => {
  const { settlement } = stored;
  const books = await readBooks(database, network);
  const contract = (await findContract(database, settlement.contractId, settlement.contractVersion))!;
  const reports = await listReportRevisions(database, settlement.reports);
  const machines = await readMachines(database, reports, books);
  const days = machines.flatMap(daysOf);
  const chains = days.map(({ machineCode, date, fixes }) => chainFixes(machineCode, date, fixes));
  const earlier = await releasedBefore(database, stored);
  const bundle: SettlementBundle = {
    settlement,
    contract,
    reports,
    earlier,
    evidence: evidenceOfLines(settlement, reports, chains),
    standbyEvidence: evidenceOfStandby(settlement, { reports, earlier, chains }),
    chains,
    invoices: await invoicesUntil(database, stored),
    audits: await auditsOf(database, contract, settlement),
    matching: matchingOf(contract, books, machines),
  };
  return { bundle, network, days };
};
