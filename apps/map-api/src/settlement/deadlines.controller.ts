import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import type { Account, LegalDeadlines } from '#domain';
import { deadlinesOf, recordPaymentStep, standingSteps, takeBackStep } from '#paperwork';
import {
  listContracts,
  listPaymentSteps,
  PAYMENT_STEPS,
  type PaymentStep,
  type RecordedStep,
  type Stamp,
} from '#store';
import type { DeadlineRow, PaymentStepRow, SettlementRow } from '#wire';
import { dateOf, objectOf, textOf, wholeOf, wordOf } from '../http/body-fields.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { SettlementReading } from './settlement-reading.js';

const wireStep = ({ serial, kind, on, reason, recordedBy, takenBack }: RecordedStep): PaymentStepRow => ({
  no: serial,
  kind,
  on,
  reason,
  by: recordedBy,
  takenBack,
});

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
    steps: steps.map(wireStep),
    inspectBy: wire(inspectBy),
    payBy: wire(payBy),
    faults: faults.map(({ ja, en }) => ({ ja, en })),
    isPaid: standingSteps(steps).some(({ kind }) => kind === 'paid'),
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
    await recordPaymentStep(this.parts, stepOf(body, contractId, period), this.stampOf(account));
    return { recorded: true };
  }

  @Post(':contractId/:period/taken-back')
  @AllowedTo('client')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: { step: 7, reason: '日付の誤り' } } })
  @ApiOperation({ summary: 'Take back a step that was recorded by mistake; both stay in the history' })
  async takeBack(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Body() body: unknown,
  ): Promise<{ takenBack: true }> {
    await this.reading.find(account, contractId, period);
    const fields = objectOf(body);
    const serial = wholeOf(fields, 'step', Number.MAX_SAFE_INTEGER);
    const of = { contractId, period, serial, reason: textOf(fields, 'reason', 500) };
    await takeBackStep(this.parts, of, this.stampOf(account));
    return { takenBack: true };
  }

  private stampOf({ code }: Account): Stamp {
    return { by: code, at: this.parts.clock.now() };
  }
}

const stepOf = (body: unknown, contractId: string, period: string): PaymentStep => {
  const fields = objectOf(body);
  return {
    contractId,
    period,
    kind: wordOf(fields, 'kind', PAYMENT_STEPS),
    on: dateOf(fields, 'on'),
    reason: textOf(fields, 'reason', 500).trim() || null,
    isGross: fields.isGross === true,
  };
};
