import { Inject, Injectable } from '@nestjs/common';
import { type Account, type Actor, type DailyReport, isInScope, type Scope, scopeOf } from '#domain';
import type { ActingParts } from '#paperwork';
import { ProblemError } from '#server';
import { findReport, type Queryable, type ReportFilter } from '#store';
import type { StepAnswer } from '#wire';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { sentence } from './fault-problem.js';
import { type GivenRequest, once } from './once.js';
import { ReportBooks } from './report-books.js';

type TakeStep = (tx: Queryable, actor: Actor, acting: ActingParts) => Promise<DailyReport>;

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

const answerOf = ({ reportNo, state, revision, history }: DailyReport): StepAnswer => ({
  reportNo,
  state,
  revision,
  steps: history.length,
});

/** An auditor acts on nothing; the gate has kept him out before. */
const roleOf = ({ role }: Account): Actor['role'] => {
  if (role !== 'auditor') return role;
  throw new ProblemError(403, sentence('閲覧のみの権限です。', 'This account may only read.'));
};

/** Where people's steps on reports come in: within their scope, on what they have seen, once. */
@Injectable()
export class ReportDesk {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

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

  /** Takes a step on a report in one transaction; the same request again gets the same answer. */
  async act(account: Account, request: ReportStepRequest, take: TakeStep): Promise<StepAnswer> {
    const { database, clock } = this.parts;
    const { reportNo, seenSteps } = request;
    const at = clock.now();
    const acting = await this.books.acting();
    return database.transaction((tx) =>
      once(tx, { account, request, at }, async () => {
        await this.find(account, reportNo, tx);
        return answerOf(await take(tx, { by: account.code, role: roleOf(account), at, seenSteps }, acting));
      }),
    );
  }
}
