import { parseArgs } from 'node:util';
import {
  AUDIT_SETTINGS,
  type AuditDecision,
  type AuditFinding,
  addDays,
  auditReports,
  type BillableReport,
  checkContract,
  type DailyReport,
  FINDING_SETTINGS,
  firstDateOf,
  groupBy,
  makeInvoice,
  makeReports,
  paymentFaults,
  REPORT_SETTINGS,
  type Settlement,
  secondsOf,
  settleMonth,
} from '#domain';
import { nightOf } from './settle-night.js';
import { pdfSpeeds } from './settle-pdfs.js';
import { type BenchMachine, MONTH, makeWorld, SIZE, type World } from './settle-world.js';

/**
 * `npm run bench:settle -- [--seed N] [--days N] [--json]`: a month of 590 machines and 165 contractors, each under contract
 * to the city and to the prefecture, from approved reports to settlements, audits and invoices as data. Making the reports
 * from passes is timed apart, and so are the PDFs, of which a sample is printed; fixes are not matched here.
 */
const BAR_S = 60;
/** PDFs printed of each document. */
const SAMPLE = 10;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: String(SIZE.days) },
    json: { type: 'boolean', default: false },
  },
});

/** Seconds spent, by what for. */
const spentS = { reports: 0, audits: 0, settlements: 0, invoices: 0 };
const timed = <Result>(what: keyof typeof spentS, run: () => Result): Result => {
  const startedAt = process.hrtime.bigint();
  const result = run();
  spentS[what] += Number(process.hrtime.bigint() - startedAt) / 1e9;
  return result;
};
const say = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};

/** Each day one machine's device rides in the first machine's cab, so that the audits have something to find. */
const withTwins = (reports: readonly DailyReport[], day: number): DailyReport[] => {
  const [first] = reports;
  return reports.map((report) =>
    report.machineCode === `J${String(97 + day).padStart(3, '0')}`
      ? { ...report, evidence: { ...report.evidence, minutes: first.evidence.minutes } }
      : report,
  );
};

const reportsOfDay = (world: World, date: string, day: number): DailyReport[] => {
  const inputs = world.machines.map((machine: BenchMachine) =>
    nightOf(world, machine, date, Number(values.seed)),
  );
  const made = timed('reports', () => inputs.flatMap((input) => makeReports(input, REPORT_SETTINGS).reports));
  return withTwins(made, day).map((report) => ({ ...report, state: 'approved' }));
};

const billable = ({
  reportNo,
  revision,
  state,
  machineCode,
  businessDate,
  contractId,
  dispatches,
}: DailyReport): BillableReport => ({
  reportNo,
  revision,
  state,
  machineCode,
  businessDate,
  contractId,
  dispatches: dispatches.map(({ dispatchNo, spans }) => ({ dispatchNo, spans })),
});

const decisionOn = (finding: AuditFinding): AuditDecision => ({
  findingId: finding.id,
  clientCode: null,
  decision: 'pay',
  withheldReportNos: [],
  reason: 'bench',
  by: 'bench',
  at: 0,
});

const world = makeWorld();
const faults = world.contracts.flatMap((contract) => checkContract(contract));
if (faults.length > 0) throw new Error(faults[0].en);

const reports: BillableReport[] = [];
const findings: AuditFinding[] = [];
const printed: DailyReport[] = [];
let spans = 0;
let passes = 0;
for (let day = 0; day < Number(values.days); day += 1) {
  const date = addDays(firstDateOf(MONTH), day);
  const ofDay = reportsOfDay(world, date, day);
  findings.push(...timed('audits', () => auditReports(ofDay, { ...FINDING_SETTINGS, ...AUDIT_SETTINGS })));
  if (day === 0) printed.push(...ofDay.slice(0, SAMPLE));
  for (const report of ofDay) {
    passes += report.passes.length;
    spans += report.dispatches.reduce((sum, dispatch) => sum + dispatch.spans.length, 0);
    reports.push(billable(report));
  }
  say(`${date}: ${ofDay.length} reports, audits ${spentS.audits.toFixed(1)} s so far`);
}

const settlements = timed('settlements', () => {
  const byContract = groupBy(reports, ({ contractId }) => contractId);
  return world.contracts.map((contract): Settlement => {
    const own = byContract.get(contract.id) ?? [];
    const { settlement, faults: refused } = settleMonth({
      contract,
      month: MONTH,
      reports: own,
      earlier: [],
    });
    if (settlement === null) throw new Error(refused[0].en);
    return settlement;
  });
});

const workedS = reports
  .flatMap(({ dispatches }) => dispatches.flatMap((dispatch) => [...dispatch.spans]))
  .filter(({ activity }) => activity === 'work')
  .reduce((sum, span) => sum + secondsOf(span), 0);
const settledS = settlements.reduce((sum, { rawS }) => sum + rawS, 0);
if (workedS !== settledS) throw new Error(`${workedS} s of work were reported and ${settledS} s settled`);

const decisions = findings.map(decisionOn);
const invoices = timed('invoices', () =>
  settlements.map((settlement, i) => {
    const contract = world.contracts[i];
    const blocked = paymentFaults(settlement, findings, decisions);
    if (blocked.length > 0) throw new Error(blocked[0].en);
    const { invoice, faults: refused } = makeInvoice({
      contract,
      settlement,
      issuer: world.issuers.find(({ contractorCode }) => contractorCode === contract.contractorCode)!,
      recipient: { clientCode: contract.clientCode, addressee: `${contract.clientCode} 様` },
      issuedOn: '2027-02-05',
      taxPercent: 10,
      issued: [],
    });
    if (invoice === null) throw new Error(refused[0].en);
    return invoice;
  }),
);

const pdfs = await pdfSpeeds(world, {
  reports: printed,
  settlements: settlements.slice(0, SAMPLE),
  invoices: invoices.slice(0, SAMPLE),
});

const totalS = spentS.audits + spentS.settlements + spentS.invoices;
const result = {
  machines: SIZE.machines,
  contractors: SIZE.contractors,
  days: Number(values.days),
  reports: reports.length,
  spans,
  passes,
  lines: settlements.reduce((sum, { lines }) => sum + lines.length, 0),
  findings: findings.length,
  invoices: invoices.length,
  invoicedYen: invoices.reduce((sum, { totalYen }) => sum + totalYen, 0),
  seconds: { ...spentS, total: totalS },
  pdfs,
  barS: BAR_S,
  passed: totalS <= BAR_S,
};
say(
  `${result.reports} reports (${spans} spans, ${passes} passes), ${result.lines} lines, ${result.findings} findings, ` +
    `${result.invoices} invoices over ${result.invoicedYen.toLocaleString('en')} yen`,
);
say(`making the reports from passes: ${spentS.reports.toFixed(1)} s (not in the bar)`);
for (const [kind, { kilobytes, perSecond, cpuMs }] of Object.entries(pdfs))
  say(
    `PDFs of ${kind}s: ${perSecond.toFixed(1)} a second (${cpuMs} ms of one core), ${kilobytes} kB each (not in the bar)`,
  );
say(
  `audits ${spentS.audits.toFixed(1)} s, settlements ${spentS.settlements.toFixed(1)} s, invoices ${spentS.invoices.toFixed(1)} s: ` +
    `${totalS.toFixed(1)} s (bar ${BAR_S} s): ${result.passed ? 'met' : 'NOT MET'}`,
);
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
process.exitCode = result.passed ? 0 : 1;
