export * from './approving.js';
export * from './auditing.js';
export * from './bundle-keeping.js';
export * from './contract-keeping.js';
export * from './exporting.js';

export type { DateRange } from './fresh-reports.js';
export { type BundlePlace, issuedInvoice } from './issued-invoice.js';
export * from './machine-record.js';
export * from './paper-books.js';
export { PaperRefusal } from './paper-fault.js';
export * from './paper-parts.js';
export { deadlinesOf } from './payment-history.js';
export * from './releasing.js';
export * from './report-acting.js';
export * from './report-making.js';
export * from './settled-documents.js';
export { type SettledPeriod, type SettleOrder, settlePeriod } from './settling.js';
