import {
  AUDIT_SETTINGS,
  type AuditDecision,
  type AuditFinding,
  auditReports,
  type BillableReport,
  checkContract,
  type DailyReport,
  FINDING_SETTINGS,
  groupBy,
  type Invoice,
  makeInvoice,
  paymentFaults,
  type Settlement,
  secondsOf,
  settleMonth,
} from '#domain';
import { MONTH, type World } from './settle-world.js';

/** Seconds of the parts of the month that both ways have. */
export interface PureSeconds {
  audits: number;
  settlements: number;
  invoices: number;
}

const billable = ({
  reportNo,
  revision,
  state,
  machineCode,
  businessDate,
  contractId,
  dispatches,
}: DailyReport): BillableReport => ({
  reportNo,
  revision,
  state,
  machineCode,
  businessDate,
  contractId,
  dispatches: dispatches.map(({ dispatchNo, spans }) => ({ dispatchNo, spans })),
});

const decisionOn = (finding: AuditFinding): AuditDecision => ({
  findingId: finding.id,
  clientCode: null,
  decision: 'pay',
  withheldReportNos: [],
  reason: 'bench',
  by: 'bench',
  at: 0,
});

/** The month by the functions of the domain alone, from reports in memory: what the store's way is compared with. */
export class PureMonth {
  readonly seconds: PureSeconds = { audits: 0, settlements: 0, invoices: 0 };
  readonly findings: AuditFinding[] = [];
  private readonly reports: BillableReport[] = [];

  constructor(private readonly world: World) {
    const faults = world.contracts.flatMap((contract) => checkContract(contract));
    if (faults.length > 0) throw new Error(faults[0].en);
  }

  /** Audits a day's approved reports and keeps what money is made from. */
  addDay(approved: readonly DailyReport[]): void {
    this.findings.push(
      ...this.timed('audits', () => auditReports(approved, { ...FINDING_SETTINGS, ...AUDIT_SETTINGS })),
    );
    this.reports.push(...approved.map(billable));
  }

  /** Settlements and invoices of every contract, in the order of the world's. */
  settle(issuedOn: string): { settlements: Settlement[]; invoices: Invoice[] } {
    const settlements = this.timed('settlements', () => this.settlements());
    this.checkSeconds(settlements);
    const decisions = this.findings.map(decisionOn);
    const invoices = this.timed('invoices', () =>
      settlements.map((settlement, i) => {
        const blocked = paymentFaults(settlement, this.findings, decisions);
        if (blocked.length > 0) throw new Error(blocked[0].en);
        return this.invoice(settlement, i, issuedOn);
      }),
    );
    return { settlements, invoices };
  }

  private settlements(): Settlement[] {
    const byContract = groupBy(this.reports, ({ contractId }) => contractId);
    return this.world.contracts.map((contract) => {
      const reports = byContract.get(contract.id) ?? [];
      const { settlement, faults } = settleMonth({ contract, month: MONTH, reports, earlier: [] });
      if (settlement === null) throw new Error(faults[0].en);
      return settlement;
    });
  }

  private invoice(settlement: Settlement, i: number, issuedOn: string): Invoice {
    const { contracts, issuers, recipients } = this.world;
    const contract = contracts[i];
    const { invoice, faults } = makeInvoice({
      contract,
      settlement,
      issuer: issuers.find(({ contractorCode }) => contractorCode === contract.contractorCode)!,
      recipient: recipients.find(({ clientCode }) => clientCode === contract.clientCode)!,
      issuedOn,
      taxPercent: 10,
      issued: [],
    });
    if (invoice === null) throw new Error(faults[0].en);
    return invoice;
  }

  /** Every second of work is settled once. */
  private checkSeconds(settlements: readonly Settlement[]): void {
    const workedS = this.reports
      .flatMap(({ dispatches }) => dispatches.flatMap((dispatch) => [...dispatch.spans]))
      .filter(({ activity }) => activity === 'work')
      .reduce((sum, span) => sum + secondsOf(span), 0);
    const settledS = settlements.reduce((sum, { rawS }) => sum + rawS, 0);
    if (workedS !== settledS) throw new Error(`${workedS} s of work were reported and ${settledS} s settled`);
  }

  private timed<Result>(what: keyof PureSeconds, run: () => Result): Result {
    const startedAt = performance.now();
    const result = run();
    this.seconds[what] += (performance.now() - startedAt) / 1000;
    return result;
  }
}
