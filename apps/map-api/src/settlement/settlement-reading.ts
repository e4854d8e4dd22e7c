import { Injectable } from '@nestjs/common';
import { type Account, isInScope, type Settlement, STANDBY_AMOUNT_JA, scopeOf } from '#domain';
import { ProblemError } from '#server';
import {
  type Database,
  findContract,
  findSettlement,
  listContracts,
  listFindings,
  listSettlements,
  type StoredFinding,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { type ContractRow, printInstant, type SettlementDetail, type SettlementRow } from '#wire';
import { sentence } from '../report/fault-problem.js';
import { PaperNames } from '../report/paper-names.js';
import { ReportBooks } from '../report/report-books.js';
import { wireFinding } from '../report/wire-report.js';

/** Settlements as pages read them, within an account's scope. */
@Injectable()
export class SettlementReading {
  constructor(private readonly books: ReportBooks) {}

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
    const findings = await this.auditsOf(stored.map(({ settlement }) => settlement));
    return Promise.all(stored.map((each) => this.row(each, findings)));
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
        `契約「${contractId}」の ${period} の精算はありません。一覧から選び直してください。`,
        `There is no settlement of "${contractId}" for ${period} here: choose it from the list.`,
      ),
    );
  }

  async detail(stored: StoredSettlement): Promise<SettlementDetail> {
    const { settlement } = stored;
    const findings = await this.auditsOf([settlement]);
    const names = await this.books.names();
    const contract = await findContract(this.database, stored.contractId, settlement.contractVersion);
    return {
      ...(await this.row(stored, findings)),
      reportNos: settlement.reports.map(({ reportNo }) => reportNo),
      lines: settlement.lines.map((line) => ({
        lineNo: line.lineNo,
        machine: names.machine(line.machineCode),
        businessDate: line.businessDate,
        reportNo: line.reportNo,
        timeBand: PaperNames.timeBand(contract, line.timeBand),
        dayType: line.dayType,
        rawS: line.rawS,
        topUpS: line.topUpS,
        billedS: line.billedS,
        yenPerHour: line.yenPerHour,
        yen: line.yen,
      })),
      standby: settlement.standby.map(({ policy, kind, machineCode, yen }) => ({
        policy,
        note: `${names.machine(machineCode).name} ${STANDBY_AMOUNT_JA[kind]}`,
        yen,
      })),
      owners: settlement.owners.map(({ ownerCode, ...yen }) => ({
        owner: names.authority(ownerCode),
        ...yen,
      })),
      rawS: settlement.rawS,
      audits: findings.map(wireFinding),
    };
  }

  private async row(
    { contractId, period, version, settlement, settledAt, releasedAt }: StoredSettlement,
    findings: readonly StoredFinding[],
  ): Promise<SettlementRow> {
    const names = await this.books.names();
    const contract = await findContract(this.database, contractId, settlement.contractVersion);
    const [invoice] = await searchInvoices(this.database, { contractId, period, onlyStanding: true });
    const own = new Set(settlement.reports.map(({ reportNo }) => reportNo));
    const open = findings.filter(
      ({ finding, decision }) => decision === null && finding.reportNos.some((no) => own.has(no)),
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
      releasedAt: releasedAt === null ? null : printInstant(releasedAt),
      openAudits: open.length,
      invoiceNo: invoice?.invoice.invoiceNo ?? null,
    };
  }

  private async auditsOf(settlements: readonly Settlement[]): Promise<StoredFinding[]> {
    const reportNos = settlements.flatMap(({ reports }) => reports.map(({ reportNo }) => reportNo));
    return reportNos.length === 0 ? [] : listFindings(this.database, { stage: 'audit', reportNos });
  }
}
