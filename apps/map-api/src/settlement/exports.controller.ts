import { Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { printReport } from '#documents';
import { type Account, invoiceFileName, sideOf } from '#domain';
import { exportArchive, issuedInvoice, readNames, reportDocument } from '#paperwork';
import { periodOf, type StoredInvoice } from '#store';
import { sendFile } from '../http/send-file.js';
import { ReportBooks } from '../report/report-books.js';
import { ReportDesk } from '../report/report-desk.js';
import { AllowedTo, EVERY_ROLE } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { BundleKeeper } from './bundle-keeper.js';
import { InvoiceReading } from './invoice-reading.js';
import { type InvoiceQuery, parseInvoiceQuery } from './invoice-search.js';
import { PaperFile, placeFor } from './paper-file.js';

/** Papers to take along: PDF, spreadsheets, CSV, accounting programs' files, and a period's invoices with an index. */
@StaffController('exports')
export class ExportsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly desk: ReportDesk,
    private readonly invoices: InvoiceReading,
    private readonly bundles: BundleKeeper,
  ) {}

  @Get('reports/:reportNo/pdf')
  @AllowedTo(...EVERY_ROLE)
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'A daily report with every field' })
  async report(
    @SentBy() account: Account,
    @Param('reportNo') reportNo: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { database } = this.books;
    const report = await this.desk.find(account, reportNo);
    const contract = (await this.books.contractOf(report)) ?? null;
    const names = await readNames(database);
    const pdf = await printReport(await reportDocument(database, report, { contract, names }));
    return sendFile(reply, `日報_${reportNo}_第${report.revision}版.pdf`, pdf);
  }

  @Get('invoices/archive')
  @PaperFile('zip', 'The invoices that a search finds, with an index (電子帳簿保存法)')
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'fromYen', required: false })
  @ApiQuery({ name: 'toYen', required: false })
  @ApiQuery({ name: 'party', required: false })
  async archive(
    @SentBy() account: Account,
    @Query() query: InvoiceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const search = parseInvoiceQuery(query);
    const invoices = await this.invoices.search(account, search);
    for (const invoice of invoices) await this.bundleOf(invoice);
    const order = { side: sideOf(account), place: placeFor(this.parts, account) };
    const zip = await exportArchive(this.books.paper, invoices, order);
    const name = ['請求書', search.fromDate, search.toDate].filter(Boolean).join('_');
    return sendFile(reply, `${name}.zip`, zip);
  }

  @Get('invoices/:invoiceNo/pdf')
  @PaperFile('pdf', 'An invoice as it was issued')
  async invoice(
    @SentBy() account: Account,
    @Param('invoiceNo') invoiceNo: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.invoices.find(account, invoiceNo);
    await this.bundleOf(stored);
    const { pdf } = await issuedInvoice(this.books.paper, stored, placeFor(this.parts, account));
    return sendFile(reply, invoiceFileName(stored.invoice, sideOf(account)), pdf);
  }

  /** Waits for the bundle that holds an invoice. */
  private bundleOf({ invoice }: StoredInvoice): Promise<void> {
    return this.bundles.keep({ contractId: invoice.contractId, period: periodOf(invoice) });
  }
}
