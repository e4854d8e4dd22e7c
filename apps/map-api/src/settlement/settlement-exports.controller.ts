import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { printSettlement } from '#documents';
import { type Account, sideOf } from '#domain';
import { documentSources, exportSettlement } from '#paperwork';
import { sendFile } from '../http/send-file.js';
import { ReportBooks } from '../report/report-books.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { BundleKeeper } from './bundle-keeper.js';
import { PaperFile, placeFor } from './paper-file.js';
import { SettlementReading } from './settlement-reading.js';

interface SettlementParams {
  readonly contractId: string;
  readonly period: string;
}

/** A settlement to take along. What prints the root hash waits for the bundle, which is written after the release. */
@StaffController('exports/settlements')
export class SettlementExportsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly settlements: SettlementReading,
    private readonly bundles: BundleKeeper,
  ) {}

  @Get(':contractId/:period/pdf')
  @PaperFile('pdf', 'A settlement with its breakdown (出来高内訳書)')
  async pdf(
    @SentBy() account: Account,
    @Param() { contractId, period }: SettlementParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.settlements.find(account, contractId, period);
    // Where the bundle cannot be written the paper says so.
    if (stored.releasedAt !== null) await this.bundles.keep(stored);
    const { settlement } = await documentSources(this.books.database, stored);
    return sendFile(reply, `精算書_${contractId}_${period}.pdf`, await printSettlement(settlement));
  }

  @Get(':contractId/:period/zip')
  @PaperFile('zip', 'Reports, settlement and invoice of a period in every format, with the bundle')
  async everything(
    @SentBy() account: Account,
    @Param() { contractId, period }: SettlementParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.settlements.find(account, contractId, period);
    if (stored.releasedAt !== null) await this.bundles.zipOf(stored);
    const place = placeFor(this.parts, account);
    const zip = await exportSettlement(this.books.paper, stored, { side: sideOf(account), place });
    return sendFile(reply, `精算一式_${contractId}_${period}.zip`, zip);
  }

  @Get(':contractId/:period/bundle')
  @PaperFile('zip', 'Everything to make the settlement again (npm run verify)')
  async bundle(
    @SentBy() account: Account,
    @Param() { contractId, period }: SettlementParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.settlements.find(account, contractId, period);
    const { zip, version } = await this.bundles.zipOf(stored);
    return sendFile(reply, `検証用一式_${contractId}_${period}_第${version}版.zip`, zip);
  }
}
