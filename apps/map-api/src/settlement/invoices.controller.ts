import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Account, Invoice } from '#domain';
import { reissueInvoiceOf } from '#paperwork';
import { periodOf, type StoredInvoice } from '#store';
import type { InvoiceRow } from '#wire';
import { objectOf, textOf } from '../http/body-fields.js';
import { ReportBooks } from '../report/report-books.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { BundleKeeper } from './bundle-keeper.js';
import { InvoiceReading } from './invoice-reading.js';
import { type InvoiceQuery, parseInvoiceQuery } from './invoice-search.js';

const rowOf = ({ invoice, replacedBy }: StoredInvoice): InvoiceRow => ({
  invoiceNo: invoice.invoiceNo,
  contractId: invoice.contractId,
  contractTitle: invoice.contractTitle,
  period: invoice.month ?? 'season',
  issuedOn: invoice.issuedOn,
  issuer: invoice.issuer.name,
  addressee: invoice.recipient.addressee,
  netYen: invoice.netYen,
  taxYen: invoice.taxYen,
  totalYen: invoice.totalYen,
  isQualified: invoice.isQualified,
  registrationNo: invoice.issuer.registrationNo,
  replaces: invoice.replaces && { ...invoice.replaces },
  replacedBy,
});

/** 請求書: searched as 電子帳簿保存法 asks (date, amount, party in any combination), never changed, only reissued. */
@StaffController('invoices')
export class InvoicesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly bundles: BundleKeeper,
    private readonly reading: InvoiceReading,
  ) {}

  @Get()
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'Invoices by date range, amount range and party, alone or together' })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'fromYen', required: false })
  @ApiQuery({ name: 'toYen', required: false })
  @ApiQuery({ name: 'party', required: false })
  async search(@SentBy() account: Account, @Query() query: InvoiceQuery): Promise<InvoiceRow[]> {
    return (await this.reading.search(account, parseInvoiceQuery(query))).map(rowOf);
  }

  @Get(':invoiceNo')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'An invoice as it was issued' })
  async detail(
    @SentBy() account: Account,
    @Param('invoiceNo') invoiceNo: string,
  ): Promise<InvoiceRow & { invoice: Invoice }> {
    const stored = await this.reading.find(account, invoiceNo);
    return { ...rowOf(stored), invoice: stored.invoice };
  }

  @Post(':invoiceNo/reissue')
  @AllowedTo('contractor')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object', example: { reason: '口座番号の誤り' } } })
  @ApiOperation({ summary: 'Issue another in its place, with the reason; the old one stays' })
  async reissue(
    @SentBy() account: Account,
    @Param('invoiceNo') invoiceNo: string,
    @Body() body: unknown,
  ): Promise<{ invoiceNo: string }> {
    await this.reading.find(account, invoiceNo);
    const reason = textOf(objectOf(body), 'reason', 500);
    const stamp = { by: account.code, at: this.parts.clock.now() };
    const invoice = await reissueInvoiceOf(this.books.paper, { invoiceNo, reason }, stamp);
    this.bundles.begin({ contractId: invoice.contractId, period: periodOf(invoice) });
    return { invoiceNo: invoice.invoiceNo };
  }
}
