import { printInvoice, printReport, printSettlement } from '#documents';
import { type DailyReport, DEFAULT_PAYMENT_TERMS, type Invoice, type Settlement } from '#domain';
import { AUTHORITIES, type World } from './settle-world.js';

/** What is printed of the month: a sample of each document. */
export interface PdfSample {
  readonly reports: readonly DailyReport[];
  readonly settlements: readonly Settlement[];
  readonly invoices: readonly Invoice[];
}

export interface PdfSpeed {
  readonly pdfs: number;
  readonly kilobytes: number;
  readonly perSecond: number;
  /** Of one core, which tells more on a busy machine. */
  readonly cpuMs: number;
}

const speedOf = async <Item>(
  items: readonly Item[],
  print: (item: Item) => Promise<Uint8Array>,
): Promise<PdfSpeed> => {
  await print(items[0]);
  const startedAt = process.hrtime.bigint();
  const cpuBefore = process.cpuUsage();
  let bytes = 0;
  for (const item of items) bytes += (await print(item)).length;
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    pdfs: items.length,
    kilobytes: Math.round(bytes / items.length / 1000),
    perSecond: items.length / seconds,
    cpuMs: Math.round((user + system) / 1000 / items.length),
  };
};

/** PDFs per second by kind of document, on one core, fonts loaded. */
export const pdfSpeeds = async (
  world: World,
  sample: PdfSample,
): Promise<Record<'report' | 'settlement' | 'invoice', PdfSpeed>> => {
  const names = {
    authorities: Object.fromEntries(AUTHORITIES.map(({ code, name }) => [code, name])),
    contractors: Object.fromEntries(world.issuers.map(({ contractorCode, name }) => [contractorCode, name])),
    workZones: {},
    devices: {},
  };
  const contractOf = (id: string | null) => world.contracts.find((contract) => contract.id === id) ?? null;
  const rootHash = '0'.repeat(64);
  return {
    report: await speedOf(sample.reports, (report) =>
      printReport({ report, contract: contractOf(report.contractId), findings: [], chains: [], names }),
    ),
    settlement: await speedOf(sample.settlements, (settlement) =>
      printSettlement({
        settlement,
        contract: contractOf(settlement.contractId)!,
        names,
        rootHash,
        isReleased: true,
      }),
    ),
    invoice: await speedOf(sample.invoices, (invoice) =>
      printInvoice({ invoice, rootHash, terms: DEFAULT_PAYMENT_TERMS }),
    ),
  };
};
