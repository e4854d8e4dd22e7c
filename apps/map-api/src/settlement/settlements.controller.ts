import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import type { Account } from '#domain';
import { releaseSettlementOf } from '#paperwork';
import type { ContractRow, SettlementDetail, SettlementRow, SettlementRun } from '#wire';
import { objectOf, textOf, textsOf, wholeOf } from '../http/body-fields.js';
import { ReportBooks } from '../report/report-books.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { BundleKeeper } from './bundle-keeper.js';
import { SettlementReading } from './settlement-reading.js';
import { SettlementRuns } from './settlement-runs.js';

/** 精算: what contracts pay, month by month; runs over them; release for payment, with the invoice. */
@StaffController('settlements')
export class SettlementsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly reading: SettlementReading,
    private readonly runs: SettlementRuns,
    private readonly books: ReportBooks,
    private readonly bundles: BundleKeeper,
  ) {}

  @Get()
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'The newest version of every settlement' })
  list(@SentBy() account: Account): Promise<SettlementRow[]> {
    return this.reading.list(account);
  }

  @Get('contracts')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'The contracts that are settled' })
  contracts(@SentBy() account: Account): Promise<ContractRow[]> {
    return this.reading.contracts(account);
  }

  @Get('runs')
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'Runs since the process started, newest first, with how far they are' })
  listRuns(@SentBy() account: Account): readonly SettlementRun[] {
    const isLimited = account.authorityCode !== null;
    return this.runs.runs.filter(({ by }) => !isLimited || by === account.code);
  }

  @Post('runs')
  @AllowedTo('client')
  @HttpCode(202)
  @ApiBody({ schema: { type: 'object', example: { period: '2027-01', withoutUnapproved: true } } })
  @ApiOperation({ summary: 'Begin a run over contracts; all of them where none are named' })
  begin(@SentBy() account: Account, @Body() body: unknown): Promise<SettlementRun> {
    const fields = objectOf(body);
    return this.runs.begin(account, {
      period: textOf(fields, 'period', 7),
      contractIds: fields.contractIds === undefined ? undefined : textsOf(fields, 'contractIds', 1_000),
      withoutUnapproved: fields.withoutUnapproved === true,
    });
  }

  @Get(':contractId/:period')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'A settlement with its lines, owners and audits' })
  async detail(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
  ): Promise<SettlementDetail> {
    return this.reading.detail(account, await this.reading.find(account, contractId, period));
  }

  @Post(':contractId/:period/release')
  @AllowedTo('client')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: { version: 1 } } })
  @ApiOperation({ summary: 'Release the version that was seen for payment; its invoice is issued' })
  async release(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Body() body: unknown,
  ): Promise<{ invoiceNo: string | null; notes: { ja: string; en: string }[] }> {
    await this.reading.find(account, contractId, period);
    const key = { contractId, period, version: wholeOf(objectOf(body), 'version', 1_000_000) };
    const stamp = { by: account.code, at: this.parts.clock.now() };
    const { invoice, notes } = await releaseSettlementOf(this.books.paper, key, stamp);
    this.bundles.begin(key);
    return {
      invoiceNo: invoice?.invoiceNo ?? null,
      notes: notes.map(({ ja, en }) => ({ ja, en })),
    };
  }
}
