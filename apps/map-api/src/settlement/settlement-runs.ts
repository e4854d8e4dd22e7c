import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Account, type Contract, isInScope, localDateOf, scopeOf } from '#domain';
import { contractsOfRun, type RunOrder, settlePeriod } from '#paperwork';
import { ProblemError } from '#server';
import { storeTrouble } from '#store';
import { printInstant, type SettlementRun } from '#wire';
import { paperProblem, sentence } from '../report/fault-problem.js';
import { ReportBooks } from '../report/report-books.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { wireLeftOut } from './settlement-reading.js';

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
    for (const contract of contracts) {
      if (this.ending) break;
      run.outcomes.push(await this.settleOne(run, contract, order));
      run.done += 1;
    }
    run.isOver = true;
  }

  private async settleOne(
    { period, by }: SettlementRun,
    { id: contractId, title }: Contract,
    { withoutUnapproved }: AskedRun,
  ): Promise<SettlementRun['outcomes'][number]> {
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
      const refusal = paperProblem(error);
      const detail = refusal instanceof ProblemError ? refusal.message : storeTrouble(error);
      if (detail === null) this.logger.error(error instanceof Error ? error.stack : String(error));
      return { contractId, title, totalYen: null, version: null, leftOut: [], detail: detail ?? OURS };
    }
  }
}

const OURS = sentence(
  'こちらの誤りで精算できませんでした。管理者に知らせてください。',
  'An error of ours kept it from being settled: tell the administrator.',
);
