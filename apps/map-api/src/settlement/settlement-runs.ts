import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Account, type Contract, isInScope, localDateOf, scopeOf } from '#domain';
import { contractsOfRun, type RunOrder, settlePeriod } from '#paperwork';
import { ProblemError } from '#server';
import { storeTrouble } from '#store';
import { printInstant, type SettlementRun } from '#wire';
import { paperProblem, sentence } from '../report/fault-problem.js';
import { ReportBooks } from '../report/report-books.js';
import { ReportMaker } from '../report/report-maker.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { wireLeftOut } from './settlement-reading.js';

type Outcome = SettlementRun['outcomes'][number];

/** Runs that are remembered: what they made is in the store. */
const MOST_RUNS = 20;

/** Without named contracts it is over those of the account's scope. */
export interface AskedRun extends RunOrder {
  readonly withoutUnapproved: boolean;
}

const RUNNING = sentence(
  '精算を実行中です。終わってからもう一度実行してください。',
  'A settlement run is under way: start another when it is over.',
);

/** 精算の実行: contracts one after the other, each whole or refused with its reasons; how far it is can be asked any time. */
@Injectable()
export class SettlementRuns {
  private readonly logger = new Logger('SettlementRuns');
  readonly runs: SettlementRun[] = [];
  private lastId = 0;
  private ending = false;

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly maker: ReportMaker,
  ) {}

  /** Begins a run. @throws ProblemError while another one is under way. */
  async begin(account: Account, order: AskedRun): Promise<SettlementRun> {
    if (this.runs.some(({ isOver }) => !isOver)) throw new ProblemError(409, RUNNING);
    const { database, clock } = this.parts;
    const all = await contractsOfRun(database, order, localDateOf(clock.now()));
    const contracts = all.filter((contract) =>
      isInScope(scopeOf(account), { ...contract, machineCode: null }),
    );
    this.lastId += 1;
    const run: SettlementRun = {
      id: this.lastId,
      period: order.period,
      startedAt: printInstant(clock.now()),
      by: account.code,
      making: null,
      total: contracts.length,
      done: 0,
      isOver: false,
      outcomes: [],
    };
    this.runs.unshift(run);
    this.runs.splice(MOST_RUNS);
    void this.settle(run, contracts, order);
    return run;
  }

  onModuleDestroy(): void {
    this.ending = true;
  }

  private async settle(run: SettlementRun, contracts: readonly Contract[], order: AskedRun): Promise<void> {
    const trouble = await this.makeReports(run, contracts);
    for (const contract of contracts) {
      if (this.ending) break;
      run.outcomes.push(
        trouble === null ? await this.settleOne(run, contract, order) : refused(contract, trouble),
      );
      run.done += 1;
    }
    run.isOver = true;
  }

  /** What came late is taken over, or found, before it is priced; why that cannot be, else null. */
  private async makeReports(run: SettlementRun, contracts: readonly Contract[]): Promise<string | null> {
    if (run.period === 'season' || contracts.length === 0) return null;
    const machineCodes = [
      ...new Set(contracts.flatMap(({ machines }) => machines.map(({ machineCode }) => machineCode))),
    ];
    run.making = { done: 0, total: machineCodes.length };
    const onMachine = (done: number, total: number): void => {
      run.making = { done, total };
    };
    try {
      await this.maker.makeMonth({ month: run.period, machineCodes, onMachine });
      return null;
    } catch (error) {
      return this.reasonOf(error);
    } finally {
      run.making = null;
    }
  }

  private async settleOne(
    { period, by }: SettlementRun,
    contract: Contract,
    { withoutUnapproved }: AskedRun,
  ): Promise<Outcome> {
    const { id: contractId, title } = contract;
    try {
      const stamp = { by, at: this.parts.clock.now() };
      const settled = await settlePeriod(this.books.paper, { contractId, period, withoutUnapproved }, stamp);
      const { version, settlement, leftOut } = settled;
      return {
        contractId,
        title,
        totalYen: settlement.totalYen,
        version,
        leftOut: leftOut.map(wireLeftOut),
        detail: null,
      };
    } catch (error) {
      return refused(contract, this.reasonOf(error));
    }
  }

  private reasonOf(error: unknown): string {
    const refusal = paperProblem(error);
    const reason = refusal instanceof ProblemError ? refusal.message : storeTrouble(error);
    if (reason === null && !this.ending)
      this.logger.error(error instanceof Error ? error.stack : String(error));
    return reason ?? OURS;
  }
}

const refused = ({ id: contractId, title }: Contract, detail: string): Outcome => ({
  contractId,
  title,
  totalYen: null,
  version: null,
  leftOut: [],
  detail,
});

const OURS = sentence(
  'こちらの誤りで精算できませんでした。管理者に知らせてください。',
  'An error of ours kept it from being settled: tell the administrator.',
);
