import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import { type Account, type Actor, type DailyReport, decisionFor, type Fault } from '#domain';
import { type ActingParts, stepReport } from '#paperwork';
import { ProblemError } from '#server';
import { findReport, listFindings, type Queryable } from '#store';
import type { BulkAnswer } from '#wire';
import { objectOf, textOf, wholeOf } from '../http/body-fields.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { faultProblem, paperProblem } from './fault-problem.js';
import { ReportDesk } from './report-desk.js';

const MOST_REPORTS = 500;
const EXAMPLE = { reports: [{ reportNo: 'N20260125-J01-K1', seenSteps: 1 }] };

/** Approves what nothing is found of, many at once. */
@StaffController('approvals')
export class BulkApprovalController {
  constructor(private readonly desk: ReportDesk) {}

  @Post()
  @AllowedTo('client')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  @ApiOperation({ summary: 'Check and approve clean reports; each stands or is refused by itself' })
  async approve(@SentBy() account: Account, @Body() body: unknown): Promise<BulkAnswer> {
    const answer: BulkAnswer = { approved: [], refused: [] };
    for (const { reportNo, seenSteps } of requestsOf(body)) {
      const request = { requestId: null, asked: '', reportNo, seenSteps };
      try {
        await this.desk.act(account, request, (tx, actor, acting) =>
          approveClean(tx, reportNo, actor, acting),
        );
        answer.approved.push(reportNo);
      } catch (error) {
        const refusal = paperProblem(error);
        if (!(refusal instanceof ProblemError)) throw error;
        answer.refused.push({ reportNo, detail: refusal.message });
      }
    }
    return answer;
  }
}

/** Checks and approves a submitted report of which nothing is found; a checked one is approved. */
const approveClean = async (
  tx: Queryable,
  reportNo: string,
  actor: Actor,
  acting: ActingParts,
): Promise<DailyReport> => {
  const report = (await findReport(tx, reportNo))!;
  const found = await listFindings(tx, { stage: 'report', reportNos: [reportNo] });
  const open = found.find(({ decisions }) => decisionFor(decisions, report.clientCode) === null);
  if (open !== undefined) throw faultProblem(notClean(reportNo, open.finding));
  if (report.state !== 'submitted')
    return stepReport(tx, { reportNo, step: { action: 'approve' }, actor }, acting);
  await stepReport(tx, { reportNo, step: { action: 'check' }, actor }, acting);
  const seen = { ...actor, seenSteps: actor.seenSteps + 1 };
  return stepReport(tx, { reportNo, step: { action: 'approve' }, actor: seen }, acting);
};

const notClean = (reportNo: string, { ja, en }: Fault): Fault => ({
  code: 'finding_blocks',
  ja: `日報「${reportNo}」には判断していない指摘があります。開いて確かめてください。${ja}`,
  en: `Report "${reportNo}" has an undecided finding: open it and look. ${en}`,
});

const requestsOf = (body: unknown): { reportNo: string; seenSteps: number }[] => {
  const { reports } = objectOf(body);
  if (!Array.isArray(reports) || reports.length > MOST_REPORTS)
    throw new ProblemError(400, `reports must be a list of at most ${MOST_REPORTS}; nothing was approved.`);
  return reports.map((each) => {
    const fields = objectOf(each);
    return { reportNo: textOf(fields, 'reportNo', 200), seenSteps: wholeOf(fields, 'seenSteps', 1_000_000) };
  });
};
