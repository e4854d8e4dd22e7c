import { Body, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Account } from '#domain';
import { type AskedStep, correctStoredReport, stepReport } from '#paperwork';
import type { StepAnswer } from '#wire';
import { objectOf, textOf, wholeOf } from '../http/body-fields.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { givenRequest } from './once.js';
import { readCorrection } from './read-correction.js';
import { ReportDesk, type ReportStepRequest } from './report-desk.js';

const MOST_STEPS = 1_000_000;
const LONGEST_REASON = 500;
const STEP_BODY = ApiBody({
  schema: { type: 'object', required: ['seenSteps'], example: { seenSteps: 1, reason: '交差点で待機' } },
});
const RequestId = (): MethodDecorator =>
  ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'The same request again gets the same answer',
  });

/** One step of a report: who may take it says the route, whether it can be taken says the workflow. */
@StaffController('reports')
export class ReportStepsController {
  constructor(private readonly desk: ReportDesk) {}

  @Post(':reportNo/submit')
  @AllowedTo('driver', 'contractor')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Confirm a report and hand it in; with a reason where fixes are missing' })
  submit(@SentBy() account: Account, @Req() request: FastifyRequest): Promise<StepAnswer> {
    const operator = account.role === 'driver' ? account.name : undefined;
    return this.advance(account, request, (reason) => ({ action: 'submit', reason, operator }));
  }

  @Post(':reportNo/check')
  @AllowedTo('client')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Say that a submitted report was looked at' })
  check(@SentBy() account: Account, @Req() request: FastifyRequest): Promise<StepAnswer> {
    return this.advance(account, request, () => ({ action: 'check' }));
  }

  @Post(':reportNo/return')
  @AllowedTo('client')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Return a report with a reason' })
  return(@SentBy() account: Account, @Req() request: FastifyRequest): Promise<StepAnswer> {
    return this.advance(account, request, (reason) => ({ action: 'return', reason }));
  }

  @Post(':reportNo/revise')
  @AllowedTo('contractor', 'client')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Begin a new revision of an approved report, with a reason' })
  revise(@SentBy() account: Account, @Req() request: FastifyRequest): Promise<StepAnswer> {
    return this.advance(account, request, (reason) => ({ action: 'revise', reason }));
  }

  @Post(':reportNo/approve')
  @AllowedTo('client')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Approve a checked report' })
  approve(@SentBy() account: Account, @Req() request: FastifyRequest): Promise<StepAnswer> {
    return this.advance(account, request, () => ({ action: 'approve' }));
  }

  @Post(':reportNo/correct')
  @AllowedTo('driver', 'contractor')
  @HttpCode(200)
  @RequestId()
  @STEP_BODY
  @ApiOperation({ summary: 'Correct a span or entries, with a reason' })
  correct(
    @SentBy() account: Account,
    @Req() request: FastifyRequest,
    @Param('reportNo') _reportNo: string,
    @Body() body: unknown,
  ): Promise<StepAnswer> {
    const correction = readCorrection(objectOf(body).correction);
    const asked = { ...stepRequest(request), correction, reason: reasonOf(request) };
    return this.desk.act(account, asked, (tx, actor, acting) =>
      correctStoredReport(tx, asked, actor, acting),
    );
  }

  private advance(
    account: Account,
    request: FastifyRequest,
    stepOf: (reason: string) => AskedStep,
  ): Promise<StepAnswer> {
    const asked = stepRequest(request);
    const step = stepOf(reasonOf(request));
    return this.desk.act(account, asked, (tx, actor, acting) =>
      stepReport(tx, { reportNo: asked.reportNo, step, actor }, acting),
    );
  }
}

const reasonOf = ({ body }: FastifyRequest): string => textOf(objectOf(body), 'reason', LONGEST_REASON);

const stepRequest = (request: FastifyRequest): ReportStepRequest => ({
  ...givenRequest(request),
  reportNo: (request.params as { reportNo: string }).reportNo,
  seenSteps: wholeOf(objectOf(request.body), 'seenSteps', MOST_STEPS),
});
