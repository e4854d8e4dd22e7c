import os from 'node:os';
import { parseArgs } from 'node:util';
import { canonicalJson, type DailyReport, type Invoice, localDateOf, type Settlement, sha256 } from '#domain';
import { measureLate } from './settle-late.js';
import { datesOf, draftsOfDay } from './settle-month.js';
import type { NightSource } from './settle-night.js';
import { pdfSpeeds } from './settle-pdfs.js';
import { textOf } from './settle-print.js';
import { settleInStore } from './settle-product.js';
import { PureMonth } from './settle-pure.js';
import { makeRoads, readRoads } from './settle-roads.js';
import { BenchStore } from './settle-store.js';
import { makeWorld, SIZE } from './settle-world.js';

/**
 * `npm run bench:settle -- [--seed N] [--days N] [--json]`: a month of 590 machines and 165 contractors, each under contract
 * to the city and to the prefecture, from approved reports in the store to settlements, audits and invoices in it, as a run
 * settles it. Making the reports from passes and storing them is timed apart, and so are looking again at reports whose
 * machines' record changed, and the PDFs: of both a sample. No bundle is written.
 */
const BAR_S = 60;
/** PDFs printed of each document. */
const SAMPLE = 10;
const AT = Date.parse('2027-02-05T10:00:00+09:00');
const STAMP = { by: 'bench', at: AT };

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: String(SIZE.days) },
    json: { type: 'boolean', default: false },
  },
});
const days = Number(values.days);

const say = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};

/** Of every yen: two ways, or two programs, that settle alike have the same. */
const hashOf = (settlements: readonly Settlement[], invoices: readonly (Invoice | null)[]): string =>
  sha256(
    canonicalJson(
      settlements
        .map(({ contractId, totalYen, lines }, i) => [
          contractId,
          totalYen,
          lines.map(({ yen }) => yen),
          invoices[i]?.totalYen ?? null,
        ])
        .sort(([a], [b]) => (a! < b! ? -1 : 1)),
    ),
  );

const totalOf = (seconds: object): number =>
  Object.values(seconds).reduce((sum: number, each: number) => sum + each, 0);

interface Stored {
  readonly pure: PureMonth;
  readonly printed: readonly DailyReport[];
  readonly counts: { reports: number; spans: number; passes: number };
  readonly apart: { reports: number; storing: number };
}

/** Makes, stores and approves the month's reports day by day; the pure month audits them while they are in memory. */
const storeMonth = async (store: BenchStore, source: NightSource): Promise<Stored> => {
  const pure = new PureMonth(source.world);
  const printed: DailyReport[] = [];
  const counts = { reports: 0, spans: 0, passes: 0 };
  const apart = { reports: 0, storing: 0 };
  for (let day = 0; day < days; day += 1) {
    const { drafts, makingS } = draftsOfDay(source, day);
    apart.reports += makingS;
    const startedAt = performance.now();
    const approved = await store.addApproved(drafts, AT);
    apart.storing += (performance.now() - startedAt) / 1000;
    pure.addDay(approved);
    if (day === 0) printed.push(...approved.slice(0, SAMPLE));
    counts.reports += approved.length;
    for (const { passes, dispatches } of approved) {
      counts.passes += passes.length;
      counts.spans += dispatches.reduce((sum, { spans }) => sum + spans.length, 0);
    }
    say(`day ${day + 1}: ${counts.reports} reports, stored in ${apart.storing.toFixed(1)} s so far`);
  }
  return { pure, printed, counts, apart };
};

const measure = async (store: BenchStore, source: NightSource) => {
  const { pure, printed, counts, apart } = await storeMonth(store, source);
  const { settlements, invoices } = pure.settle(localDateOf(AT));
  await store.noteCompared(datesOf(days));
  await store.analyze();
  const product = await settleInStore(store.parts, datesOf(days), STAMP);
  const hash = hashOf(settlements, invoices);
  const { released } = product;
  const storedHash = hashOf(
    released.map(({ settlement }) => settlement),
    released.map(({ invoice }) => invoice),
  );
  if (storedHash !== hash) throw new Error(`The store settles otherwise: ${storedHash}, not ${hash}`);
  const sample = { settlements: settlements.slice(0, SAMPLE), invoices: invoices.slice(0, SAMPLE) };
  return {
    ...{
      machines: SIZE.machines,
      contractors: SIZE.contractors,
      contracts: released.length,
      days,
      ...counts,
    },
    ...{ findings: product.findings, rows: await store.rows(), databaseBytes: await store.bytes() },
    invoicedYen: invoices.reduce((sum, { totalYen }) => sum + totalYen, 0),
    hash,
    seconds: { ...product.seconds, total: totalOf(product.seconds) },
    pureSeconds: { ...pure.seconds, total: totalOf(pure.seconds) },
    apartSeconds: apart,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    loadAverage: os.loadavg()[0],
    late: await measureLate(store.parts, source, days),
    pdfs: await pdfSpeeds(source.world, { reports: printed, ...sample }),
    barS: BAR_S,
    passed: totalOf(product.seconds) <= BAR_S,
  };
};

const main = async (): Promise<void> => {
  const world = makeWorld();
  const network = makeRoads();
  const store = await BenchStore.open(world, network, AT);
  try {
    const source = { world, roads: readRoads(network), seed: Number(values.seed) };
    const result = await measure(store, source);
    process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : textOf(result));
    process.exitCode = result.passed ? 0 : 1;
  } finally {
    await store.close();
  }
};

await main();
