import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import type { Account, LegalDeadlines } from '#domain';
import { deadlinesOf } from '#paperwork';
import { ProblemError } from '#server';
import {
  insertPaymentStep,
  listContracts,
  listPaymentSteps,
  PAYMENT_STEPS,
  type PaymentStep,
  type Recorded,
} from '#store';
import type { DeadlineRow, SettlementRow } from '#wire';
import { dateOf, objectOf, textOf, wordOf } from '../http/body-fields.js';
import { sentence } from '../report/fault-problem.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { SettlementReading } from './settlement-reading.js';

type RecordedStep = PaymentStep & Recorded;

const rowOf = (
  settlement: SettlementRow,
  steps: readonly RecordedStep[],
  deadlines: LegalDeadlines | null,
): DeadlineRow => {
  const { contractId, title, period, client, contractor, totalYen } = settlement;
  const { inspectBy, payBy, faults } = deadlines ?? { inspectBy: null, payBy: null, faults: [] };
  const wire = (deadline: LegalDeadlines['payBy']) => deadline && { ...deadline, law: deadline.law.ja };
  return {
    contractId,
    title,
    period,
    client,
    contractor,
    totalYen,
    steps: steps.map(({ kind, on, reason, recordedBy }) => ({ kind, on, reason, by: recordedBy })),
    inspectBy: wire(inspectBy),
    payBy: wire(payBy),
    faults: faults.map(({ ja, en }) => ({ ja, en })),
    isPaid: steps.some(({ kind }) => kind === 'paid'),
  };
};

/** 検査期限・支払期限 of every settled period, and what they are counted from. */
@StaffController('deadlines')
export class DeadlinesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly reading: SettlementReading,
  ) {}

  @Get()
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'Legal deadlines of inspection and payment' })
  async list(@SentBy() account: Account): Promise<DeadlineRow[]> {
    const settlements = await this.reading.list(account);
    const { database } = this.parts;
    const contracts = await listContracts(database, { ids: settlements.map(({ contractId }) => contractId) });
    const terms = new Map(contracts.map(({ id, payment }) => [id, payment]));
    return Promise.all(
      settlements.map(async (each) => {
        const steps = await listPaymentSteps(database, each.contractId, each.period);
        return rowOf(each, steps, deadlinesOf(steps, terms.get(each.contractId)));
      }),
    );
  }

  @Post(':contractId/:period')
  @AllowedTo('client')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: { kind: 'inspected', on: '2027-02-05' } } })
  @ApiOperation({ summary: 'Record what happened on a day; the newest of a kind holds' })
  async record(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Body() body: unknown,
  ): Promise<{ recorded: true }> {
    await this.reading.find(account, contractId, period);
    const { database, clock } = this.parts;
    await insertPaymentStep(database, stepOf(body, contractId, period), {
      by: account.code,
      at: clock.now(),
    });
    return { recorded: true };
  }
}

const REASON_NEEDED = sentence(
  '請求書を返すときは理由が必要です。理由を書いてください。',
  'A refusal needs its reason: write one.',
);

const stepOf = (body: unknown, contractId: string, period: string): PaymentStep => {
  const fields = objectOf(body);
  const kind = wordOf(fields, 'kind', PAYMENT_STEPS);
  const reason = textOf(fields, 'reason', 500).trim();
  if (kind === 'refused' && reason === '') throw new ProblemError(400, REASON_NEEDED);
  return {
    contractId,
    period,
    kind,
    on: dateOf(fields, 'on'),
    reason: reason || null,
    isGross: fields.isGross === true,
  };
};
