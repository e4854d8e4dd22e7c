import type { LateSample } from './settle-late.js';
import type { PdfSpeed } from './settle-pdfs.js';
import type { ProductSeconds } from './settle-product.js';
import type { PureSeconds } from './settle-pure.js';

/** What a run measured. */
export interface SettleResult {
  readonly days: number;
  readonly contracts: number;
  readonly reports: number;
  readonly spans: number;
  readonly passes: number;
  readonly findings: number;
  readonly invoicedYen: number;
  readonly hash: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly databaseBytes: number;
  readonly seconds: ProductSeconds & { readonly total: number };
  readonly pureSeconds: PureSeconds & { readonly total: number };
  readonly apartSeconds: { readonly reports: number; readonly storing: number };
  readonly late: LateSample;
  readonly megabytes: number;
  readonly loadAverage: number;
  readonly pdfs: Readonly<Record<string, PdfSpeed>>;
  readonly barS: number;
  readonly passed: boolean;
}

const s = (seconds: number): string => `${seconds.toFixed(1)} s`;
const n = (count: number): string => count.toLocaleString('en');

const pdfLine = ([kind, { kilobytes, perSecond, cpuMs }]: [string, PdfSpeed]): string =>
  `PDFs of ${kind}s: ${perSecond.toFixed(1)} a second (${cpuMs} ms of one core), ${kilobytes} kB each (not in the bar)`;

const lateLine = ({ late, days }: SettleResult): string =>
  `in the bar each release asks whether anything came or went of its reports' days; where it did they are compared with the record: ` +
  `${s(late.secondsEach)} for ${days} days of a machine, both clients (${n(late.fixes / late.machines)} fixes; not in the bar)`;

const partsOf = ({ seconds, pureSeconds, barS, passed }: SettleResult): string[] => [
  `through the store: audits ${s(seconds.audits)}, settlements ${s(seconds.settlements)}, decisions ${s(seconds.decisions)}, ` +
    `releases with invoices ${s(seconds.releases)}: ${s(seconds.total)} (bar ${barS} s): ${passed ? 'met' : 'NOT MET'}`,
  `the pure functions alone: audits ${s(pureSeconds.audits)}, settlements ${s(pureSeconds.settlements)}, ` +
    `invoices ${s(pureSeconds.invoices)}: ${s(pureSeconds.total)}; the store takes ${(seconds.total / pureSeconds.total).toFixed(1)} times as long`,
];

/** A run for people. */
export const textOf = (result: SettleResult): string => {
  const { apartSeconds, rows } = result;
  const rowsText = Object.entries(rows).map(([table, count]) => `${table} ${n(count)}`);
  return [
    `${n(result.reports)} reports (${n(result.spans)} spans, ${n(result.passes)} passes), ${result.findings} findings, ` +
      `${result.contracts} contracts invoiced over ${n(result.invoicedYen)} yen; hash of every yen ${result.hash.slice(0, 16)}, by both ways`,
    `rows: ${rowsText.join(', ')}; database ${n(Math.round(result.databaseBytes / 1e6))} MB`,
    `making the reports from passes ${s(apartSeconds.reports)}, storing and approving them ${s(apartSeconds.storing)} (not in the bar)`,
    lateLine(result),
    ...Object.entries(result.pdfs).map(pdfLine),
    ...partsOf(result),
    `at most ${n(result.megabytes)} MB in this process, PostgreSQL apart; load average ${result.loadAverage.toFixed(1)}`,
    '',
  ].join('\n');
};
