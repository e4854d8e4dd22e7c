import { Inject, Injectable } from '@nestjs/common';
import {
  type Account,
  type Actor,
  type DailyReport,
  type Fault,
  isInScope,
  type Scope,
  scopeOf,
} from '#domain';
import { ProblemError } from '#server';
import { findReport, insertReportSteps, type Queryable, type ReportFilter } from '#store';
import type { StepAnswer } from '#wire';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { faultProblem, sentence } from './fault-problem.js';
import { type GivenRequest, once } from './once.js';

/** What a step makes of a report: the reports after each step of it, in order, or what keeps it from being taken. */
export type Stepped =
  | { readonly reports: readonly DailyReport[]; readonly fault: null }
  | { readonly reports: null; readonly fault: Fault };

type TakeStep = (report: DailyReport, actor: Actor, tx: Queryable) => Promise<Stepped>;

export interface ReportStepRequest extends GivenRequest {
  readonly reportNo: string;
  readonly seenSteps: number;
}

/** The filter of the reports that a scope holds. */
export const filterOf = ({ contractorCode, machineCodes, clientCode }: Scope): ReportFilter => ({
  contractorCode: contractorCode ?? undefined,
  machineCodes: machineCodes ?? undefined,
  clientCode: clientCode ?? undefined,
});

const unknownReport = (reportNo: string): ProblemError =>
  new ProblemError(
    404,
    sentence(
      `日報「${reportNo}」はありません。一覧から選び直してください。`,
      `There is no report "${reportNo}" here: choose it from the list.`,
    ),
  );

const changedMeanwhile = (reportNo: string): Fault => ({
  code: 'report_changed',
  ja: `日報「${reportNo}」は、開いた後に変更されています。読み直してからやり直してください。`,
  en: `Report "${reportNo}" has changed since you opened it: load it again and repeat.`,
});

const answerOf = ({ reportNo, state, revision, history }: DailyReport): StepAnswer => ({
  reportNo,
  state,
  revision,
  steps: history.length,
});

/** Where people's steps on reports come in: within their scope, on what they have seen, once. */
@Injectable()
export class ReportDesk {
  constructor(@Inject(STAFF_PARTS) private readonly parts: StaffParts) {}

  /** @throws ProblemError 404 for a report that is not there, or not for this account. */
  async find(
    account: Account,
    reportNo: string,
    queryable: Queryable = this.parts.database,
  ): Promise<DailyReport> {
    const report = await findReport(queryable, reportNo);
    if (report === undefined || !isInScope(scopeOf(account), report)) throw unknownReport(reportNo);
    return report;
  }

  /**
   * Takes a step on a report in one transaction; the same request again gets the same answer.
   * @throws ProblemError 409 where somebody else was faster; nothing is stored then.
   */
  act(account: Account, request: ReportStepRequest, take: TakeStep): Promise<StepAnswer> {
    const { database, clock } = this.parts;
    const { reportNo, seenSteps } = request;
    const at = clock.now();
    return database.transaction((tx) =>
      once(tx, { account, request, at }, async () => {
        const report = await this.find(account, reportNo, tx);
        const actor = { by: account.code, role: roleOf(account), at, seenSteps };
        const { reports, fault } = await take(report, actor, tx);
        if (fault !== null) throw faultProblem(fault);
        for (const each of reports) {
          const lost = await insertReportSteps(tx, [each], at);
          if (lost.length > 0) throw faultProblem(changedMeanwhile(reportNo));
        }
        return answerOf(reports[reports.length - 1]);
      }),
    );
  }
}

/** An auditor acts on nothing; the gate has kept him out before. */
const roleOf = ({ role }: Account): Actor['role'] => {
  if (role !== 'auditor') return role;
  throw new ProblemError(403, sentence('閲覧のみの権限です。', 'This account may only read.'));
};
