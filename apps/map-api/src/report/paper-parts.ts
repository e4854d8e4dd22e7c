import { BundleKeeper } from '../settlement/bundle-keeper.js';
import { DeadlinesController } from '../settlement/deadlines.controller.js';
import { ExportsController } from '../settlement/exports.controller.js';
import { InvoiceReading } from '../settlement/invoice-reading.js';
import { InvoicesController } from '../settlement/invoices.controller.js';
import { SettlementExportsController } from '../settlement/settlement-exports.controller.js';
import { SettlementReading } from '../settlement/settlement-reading.js';
import { SettlementRuns } from '../settlement/settlement-runs.js';
import { SettlementsController } from '../settlement/settlements.controller.js';
import { BulkApprovalController } from './bulk-approval.controller.js';
import { FindingDecisionsController } from './finding-decisions.controller.js';
import { MachinesController } from './machines.controller.js';
import { PhotosController } from './photos.controller.js';
import { ReportBooks } from './report-books.js';
import { ReportDesk } from './report-desk.js';
import { ReportMaker } from './report-maker.js';
import { ReportReading } from './report-reading.js';
import { ReportStepsController } from './report-steps.controller.js';
import { ReportsController } from './reports.controller.js';

/** The paperwork of the staff plane. */
export const PAPER_CONTROLLERS = [
  ReportsController,
  ReportStepsController,
  PhotosController,
  BulkApprovalController,
  FindingDecisionsController,
  MachinesController,
  SettlementsController,
  InvoicesController,
  ExportsController,
  SettlementExportsController,
  DeadlinesController,
];
export const PAPER_PROVIDERS = [
  ReportDesk,
  ReportBooks,
  ReportReading,
  ReportMaker,
  BundleKeeper,
  SettlementReading,
  SettlementRuns,
  InvoiceReading,
];
