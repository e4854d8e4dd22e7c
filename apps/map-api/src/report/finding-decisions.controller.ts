import { Body, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import { type Account, isInScope, scopeOf } from '#domain';
import { decideFinding } from '#paperwork';
import { ProblemError } from '#server';
import { listFindings, listReportHeads } from '#store';
import { objectOf, textOf, textsOf, wordOf } from '../http/body-fields.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { sentence } from './fault-problem.js';
import { ReportBooks } from './report-books.js';

const EXAMPLE = { findingId: 'gps_gap N20260125-J01-K1@1', decision: 'pay', reason: 'トンネル内の作業' };

/** What people decide on findings of the rules and of the audits before payment. */
@StaffController('decisions')
export class FindingDecisionsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

  @Post()
  @AllowedTo('client')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  @ApiOperation({
    summary: 'Decide on a finding for the reports of your authority, with a reason; earlier decisions stay',
  })
  async decide(@SentBy() account: Account, @Body() body: unknown): Promise<{ findingId: string }> {
    const { database, clock } = this.parts;
    const fields = objectOf(body);
    const findingId = textOf(fields, 'findingId', 500);
    const [found] = await listFindings(database, { ids: [findingId] });
    const reports = found ? await listReportHeads(database, { reportNos: found.finding.reportNos }) : [];
    if (!reports.some((report) => isInScope(scopeOf(account), report))) throw unknownFinding(findingId);
    const decision = {
      findingId,
      clientCode: account.authorityCode,
      decision: wordOf(fields, 'decision', ['pay', 'withhold']),
      withheldReportNos:
        fields.withheldReportNos === undefined ? [] : textsOf(fields, 'withheldReportNos', 50),
      reason: textOf(fields, 'reason', 500),
      by: account.code,
      at: clock.now(),
    };
    await decideFinding(this.books.paper, decision);
    return { findingId };
  }
}

const unknownFinding = (findingId: string): ProblemError =>
  new ProblemError(
    404,
    sentence(
      `指摘「${findingId}」はありません。読み直してください。`,
      `There is no finding "${findingId}" here: load the page again.`,
    ),
  );
