import { Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { printReport, printSettlement } from '#documents';
import { type Account, invoiceFileName } from '#domain';
import {
  type BundlePlace,
  documentSources,
  exportArchive,
  exportSettlement,
  issuedInvoice,
  readNames,
  reportDocument,
} from '#paperwork';
import { ReportBooks } from '../report/report-books.js';
import { ReportDesk } from '../report/report-desk.js';
import { AllowedTo, EVERY_ROLE } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { InvoiceReading } from './invoice-reading.js';
import { type InvoiceQuery, parseInvoiceQuery } from './invoice-search.js';
import { SettlementReading } from './settlement-reading.js';

/** Sends a file to be saved under its Japanese name (RFC 6266). */
const send = (reply: FastifyReply, fileName: string, bytes: Uint8Array): Buffer => {
  const type = fileName.endsWith('.pdf') ? 'application/pdf' : 'application/zip';
  const name = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  reply.header('content-type', type).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
  return Buffer.from(bytes);
};

/** Papers to take along: PDF, spreadsheets, CSV, accounting programs' files, and a period's invoices with an index. */
@StaffController('exports')
export class ExportsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
    private readonly desk: ReportDesk,
    private readonly settlements: SettlementReading,
    private readonly invoices: InvoiceReading,
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
    return send(reply, `日報_${reportNo}_第${report.revision}版.pdf`, pdf);
  }

  @Get('settlements/:contractId/:period/pdf')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'A settlement with its breakdown (出来高内訳書)' })
  async settlement(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.settlements.find(account, contractId, period);
    const { settlement } = await documentSources(this.books.database, stored);
    return send(reply, `精算書_${contractId}_${period}.pdf`, await printSettlement(settlement));
  }

  @Get('settlements/:contractId/:period/zip')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiProduces('application/zip')
  @ApiOperation({ summary: 'Reports, settlement and invoice of a period in every format' })
  async everything(
    @SentBy() account: Account,
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.settlements.find(account, contractId, period);
    const zip = await exportSettlement(this.books.paper, stored, this.placeFor(account));
    return send(reply, `精算一式_${contractId}_${period}.zip`, zip);
  }

  @Get('invoices/archive')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiProduces('application/zip')
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'fromYen', required: false })
  @ApiQuery({ name: 'toYen', required: false })
  @ApiQuery({ name: 'party', required: false })
  @ApiOperation({ summary: 'The invoices that a search finds, with an index (電子帳簿保存法)' })
  async archive(
    @SentBy() account: Account,
    @Query() query: InvoiceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const search = parseInvoiceQuery(query);
    const invoices = await this.invoices.search(account, search);
    const zip = await exportArchive(this.books.paper, invoices, this.placeFor(account));
    const name = ['請求書', search.fromDate, search.toDate].filter(Boolean).join('_');
    return send(reply, `${name}.zip`, zip);
  }

  @Get('invoices/:invoiceNo/pdf')
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'An invoice as it was issued' })
  async invoice(
    @SentBy() account: Account,
    @Param('invoiceNo') invoiceNo: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const stored = await this.invoices.find(account, invoiceNo);
    const { pdf } = await issuedInvoice(this.books.paper, stored, this.placeFor(account));
    return send(reply, invoiceFileName(stored.invoice), pdf);
  }

  /** An invoice is printed with the root hash of its bundle. */
  private placeFor({ code: by }: Account): BundlePlace {
    const { settings, clock } = this.parts;
    return { folder: settings.bundles.folder, stamp: { by, at: clock.now() } };
  }
}
