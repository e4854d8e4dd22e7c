import { Inject, Injectable } from '@nestjs/common';
import {
  type Account,
  type Contract,
  decisionFor,
  isInScope,
  type LocalDate,
  localDateOf,
  payableFrom,
  periodJa,
  type Settlement,
  type StandbySource,
  scopeOf,
  standbySources,
} from '#domain';
import { type LeftOutReport, leftOutOf, seenFindings } from '#paperwork';
import { ProblemError } from '#server';
import {
  type Database,
  findContract,
  findSettlement,
  type InvoiceSearch,
  listBillableReports,
  listContracts,
  listFindings,
  listReportHeads,
  listSettlements,
  listWholeSettlements,
  periodOf,
  type SettlementHead,
  type StoredFinding,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { type ContractRow, printInstant, type SettlementDetail, type SettlementRow } from '#wire';
import { sentence } from '../report/fault-problem.js';
import type { PaperNames } from '../report/paper-names.js';
import { ReportBooks } from '../report/report-books.js';
import { wireFinding } from '../report/wire-report.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { BundleKeeper } from './bundle-keeper.js';
import { wireLine, wireReports, wireStandby } from './wire-settlement.js';

/** Settlements as pages read them, within an account's scope. */
@Injectable()
export class SettlementReading {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly bundles: BundleKeeper,
  ) {}

  private get database(): Database {
    return this.books.database;
  }

  async contracts(account: Account): Promise<ContractRow[]> {
    const names = await this.books.names();
    const { contractorCode, clientCode } = scopeOf(account);
    const filter = { contractorCode: contractorCode ?? undefined, clientCode: clientCode ?? undefined };
    return (await listContracts(this.database, filter)).map((contract) => ({
      id: contract.id,
      version: contract.version,
      title: contract.title,
      client: names.authority(contract.clientCode),
      contractor: names.contractor(contract.contractorCode),
      fromDate: contract.fromDate,
      toDate: contract.toDate,
      machines: contract.machines.length,
    }));
  }

  async list(account: Account): Promise<SettlementRow[]> {
    const { contractorCode, clientCode } = scopeOf(account);
    const filter = { contractorCode: contractorCode ?? undefined, clientCode: clientCode ?? undefined };
    const stored = await listSettlements(this.database, filter);
    const facts = await this.factsOf(stored, filter);
    return stored.map((each) => rowOf(each, facts));
  }

  /** @throws ProblemError 404 for a settlement that is not there, or not for this account. */
  async find(account: Account, contractId: string, period: string): Promise<StoredSettlement> {
    const stored = await findSettlement(this.database, { contractId, period });
    const contract = stored && (await findContract(this.database, contractId));
    if (contract !== undefined && isInScope(scopeOf(account), { ...contract, machineCode: null }))
      return stored!;
    throw new ProblemError(
      404,
      sentence(
        `契約「${contractId}」の ${periodJa(period)} の精算はありません。一覧から選び直してください。`,
        `There is no settlement of "${contractId}" for ${period} here: choose it from the list.`,
      ),
    );
  }

  async detail(account: Account, stored: StoredSettlement): Promise<SettlementDetail> {
    const { settlement } = stored;
    const facts = await this.factsOf([stored], { contractId: stored.contractId });
    const { names } = facts;
    const contract = await findContract(this.database, stored.contractId, settlement.contractVersion);
    const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
    const sources = await this.standbySources(settlement);
    return {
      ...rowOf(stored, facts),
      contractVersion: settlement.contractVersion,
      rulesVersion: settlement.rulesVersion,
      reports: wireReports(settlement, await listReportHeads(this.database, { reportNos }), names),
      lines: settlement.lines.map((line) => wireLine(line, { names, contract })),
      standby: settlement.standby.map((line, i) => wireStandby(line, sources[i], names)),
      owners: settlement.owners.map(({ ownerCode, ...yen }) => ({
        owner: names.authority(ownerCode),
        ...yen,
      })),
      rawS: settlement.rawS,
      audits: (await seenFindings(this.database, facts.audits, scopeOf(account))).map((found) =>
        wireFinding(found, contract?.clientCode ?? null),
      ),
      leftOut: (await leftOutOf(this.database, stored, contract!.clientCode)).map(wireLeftOut),
      payableFrom: payableFrom(contract!, settlement.month),
      bundle: stored.releasedAt === null ? null : await this.bundles.stateOf(stored),
    };
  }

  /** What its standby lines were computed from; only where there are some. */
  private async standbySources(settlement: Settlement): Promise<StandbySource[]> {
    if (settlement.standby.length === 0) return [];
    const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
    const others = await listWholeSettlements(this.database, { contractIds: [settlement.contractId] });
    return standbySources(settlement, {
      reports: await listBillableReports(this.database, { reportNos }),
      earlier: others.map((each) => each.settlement),
    });
  }

  /** What rows say besides their settlements, read at once. */
  private async factsOf(
    stored: readonly SettlementHead[],
    scope: Pick<InvoiceSearch, 'contractorCode' | 'clientCode' | 'contractId'>,
  ): Promise<RowFacts> {
    const ids = [...new Set(stored.map(({ contractId }) => contractId))];
    const reportNos = stored.flatMap(({ settlement }) => settlement.reports.map(({ reportNo }) => reportNo));
    const invoices = await searchInvoices(this.database, { ...scope, onlyStanding: true });
    return {
      today: localDateOf(this.parts.clock.now()),
      names: await this.books.names(),
      contracts: new Map((await listContracts(this.database, { ids })).map((each) => [each.id, each])),
      invoiceNos: new Map(
        invoices.map(({ invoice }) => [`${invoice.contractId} ${periodOf(invoice)}`, invoice.invoiceNo]),
      ),
      audits: reportNos.length === 0 ? [] : await listFindings(this.database, { stage: 'audit', reportNos }),
    };
  }
}

export const wireLeftOut = ({ reportNo, ja, en }: LeftOutReport) => ({ reportNo, ja, en });

interface RowFacts {
  readonly names: PaperNames;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** The invoices that stand, by contract and period. */
  readonly invoiceNos: ReadonlyMap<string, string>;
  readonly audits: readonly StoredFinding[];
  readonly today: LocalDate;
}

const rowOf = (
  { contractId, period, version, settlement, settledAt, releasedAt }: SettlementHead,
  { names, contracts, invoiceNos, audits, today }: RowFacts,
): SettlementRow => {
  const contract = contracts.get(contractId);
  const own = new Set(settlement.reports.map(({ reportNo }) => reportNo));
  const open = audits.filter(
    ({ finding, decisions }) =>
      decisionFor(decisions, contract?.clientCode ?? null) === null &&
      finding.reportNos.some((no) => own.has(no)),
  );
  return {
    contractId,
    title: contract?.title ?? contractId,
    period,
    version,
    client: names.authority(contract?.clientCode ?? null),
    contractor: names.contractor(contract?.contractorCode ?? null),
    billedS: settlement.billedS,
    workYen: settlement.workYen,
    standbyYen: settlement.standbyYen,
    totalYen: settlement.totalYen,
    settledAt: printInstant(settledAt),
    isOver: contract === undefined || today >= payableFrom(contract, settlement.month),
    releasedAt: releasedAt === null ? null : printInstant(releasedAt),
    openAudits: open.length,
    invoiceNo: invoiceNos.get(`${contractId} ${period}`) ?? null,
  };
};
