import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import type { Account } from '#domain';
import { ProblemError } from '#server';
import type { BulkAnswer } from '#wire';
import { objectOf, textOf, wholeOf } from '../http/body-fields.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { ReportApproval } from './report-approval.js';
import { ReportDesk } from './report-desk.js';

const MOST_REPORTS = 500;
const EXAMPLE = { reports: [{ reportNo: 'N20260125-J01-K1', seenSteps: 1 }] };

/** Approves what nothing is found of, many at once. */
@StaffController('approvals')
export class BulkApprovalController {
  constructor(
    private readonly desk: ReportDesk,
    private readonly approval: ReportApproval,
  ) {}

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
        await this.desk.act(account, request, (report, actor, tx) =>
          this.approval.approveClean(report, actor, tx),
        );
        answer.approved.push(reportNo);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        answer.refused.push({ reportNo, detail: error.message });
      }
    }
    return answer;
  }
}

const requestsOf = (body: unknown): { reportNo: string; seenSteps: number }[] => {
  const { reports } = objectOf(body);
  if (!Array.isArray(reports) || reports.length > MOST_REPORTS)
    throw new ProblemError(400, `reports must be a list of at most ${MOST_REPORTS}; nothing was approved.`);
  return reports.map((each) => {
    const fields = objectOf(each);
    return { reportNo: textOf(fields, 'reportNo', 200), seenSteps: wholeOf(fields, 'seenSteps', 1_000_000) };
  });
};
