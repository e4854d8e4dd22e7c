import { type Random, randomOf } from '../../../../fixtures/src/random.js';
import type { Contract } from '../contract/contract.js';
import { handBuiltContract } from '../contract/hand-built-contract.js';
import { ROUNDING_SCOPES, ROUNDING_UNITS_MIN } from '../contract/time-rounding.js';
import { ROUNDING_MODES } from '../money/rounding.js';
import { at, reportOf } from '../report/hand-built-report.js';
import type { BillableReport, ReportSpan } from '../report/report-span.js';
import { settleMonth } from './settle-month.js';
import type { Settlement } from './settlement.js';

const ROUNDS = 100;
const MOST_YEN_PER_HOUR = 16_505;

const randomContract = (random: Random): Contract =>
  handBuiltContract({
    timeRounding: {
      unitMinutes: random.pick(ROUNDING_UNITS_MIN),
      mode: random.pick(ROUNDING_MODES),
      scope: random.pick(ROUNDING_SCOPES),
    },
    amountRounding: random.pick(ROUNDING_MODES),
    minimumPerDispatchMinutes: random.pick([0, 0, 30, 60]),
    deadheadBillable: random.chance(0.5),
  });

const randomSpans = (random: Random, startAt: number): ReportSpan[] => {
  const spans: ReportSpan[] = [];
  let from = startAt;
  for (let i = random.whole(1, 12); i > 0; i -= 1) {
    const to = from + random.whole(1, 5000) * 1000;
    const activity = random.pick(['work', 'work', 'work', 'deadhead', 'break'] as const);
    const ownerCode = random.pick(['shi', 'ken']);
    spans.push({
      startAt: from,
      endAt: to,
      activity,
      workType: activity === 'work' ? random.pick(['fresh_snow', 'anti_icing'] as const) : null,
      ownerCode,
      routeCode: random.pick(['R1', 'R2', null]),
      workZoneCode: null,
      passFrom: 0,
      passTo: 0,
      coveredCm: 0,
    });
    from = to;
  }
  return spans;
};

/** Nights of two weeks from 28 December on: month end, year end, holidays and weekends. */
const randomReports = (random: Random): BillableReport[] =>
  Array.from({ length: random.whole(1, 5) }, (_, i) => {
    const evening = at('2026-12-28 20:00:00') + (3 * i + random.whole(0, 1)) * 86_400_000;
    const first = randomSpans(random, evening + random.whole(0, 7200) * 1000);
    const last = first[first.length - 1].endAt;
    const second = randomSpans(random, last + random.whole(0, 7200) * 1000);
    return reportOf(random.chance(0.5) ? [first, second] : [first]);
  });

const settle = (contract: Contract, reports: readonly BillableReport[]): Settlement[] =>
  ['2026-12', '2027-01'].map((month) => {
    const { settlement, faults } = settleMonth({ contract, month, reports, earlier: [] });
    expect(faults).toEqual([]);
    return settlement!;
  });

/** Without what names the spans, since splitting renumbers them. */
const money = (settlements: readonly Settlement[]) =>
  settlements.map(({ lines, owners, totalYen, billedS }) => ({
    lines: lines.map(({ evidence, ...line }) => ({
      ...line,
      seconds: evidence.reduce((sum, e) => sum + e.seconds, 0),
    })),
    owners,
    totalYen,
    billedS,
  }));

const cutAnywhere = (random: Random, spans: readonly ReportSpan[]): ReportSpan[] =>
  spans.flatMap((span) => {
    const cutAt = span.startAt + random.whole(0, (span.endAt - span.startAt) / 1000) * 1000;
    return [
      { ...span, endAt: cutAt },
      { ...span, startAt: cutAt },
    ].filter(({ startAt, endAt }) => endAt > startAt);
  });

const withSpans = (
  reports: readonly BillableReport[],
  change: (spans: readonly ReportSpan[]) => ReportSpan[],
): BillableReport[] =>
  reports.map((report) => ({
    ...report,
    dispatches: report.dispatches.map((dispatch) => ({ ...dispatch, spans: change(dispatch.spans) })),
  }));

describe.each(Array.from({ length: ROUNDS }, (_, i) => i))('money, seed %d', (seed) => {
  const random = randomOf('money', seed);
  const contract = randomContract(random);
  const reports = randomReports(random);
  const settled = settle(contract, reports);

  it('is the same wherever a span is cut', () => {
    const cut = withSpans(reports, (spans) => cutAnywhere(random, spans));
    expect(money(settle(contract, cut))).toEqual(money(settled));
  });

  it('is the same in any order of reports and prices', () => {
    const shuffled = { ...contract, prices: random.shuffle(contract.prices) };
    expect(settle(shuffled, random.shuffle(reports))).toEqual(settled);
  });

  it('and its seconds are conserved between owners', () => {
    for (const { lines, owners, totalYen, rawS } of settled) {
      for (const line of lines) {
        const sum = (field: 'unroundedS' | 'billedS' | 'yen'): number =>
          line.owners.reduce((before, owner) => before + owner[field], 0);
        expect([sum('unroundedS'), sum('billedS'), sum('yen')]).toEqual([
          line.rawS + line.topUpS,
          line.billedS,
          line.yen,
        ]);
        expect(line.evidence.reduce((before, { seconds }) => before + seconds, 0)).toBe(line.rawS);
      }
      expect(owners.reduce((before, owner) => before + owner.totalYen, 0)).toBe(totalYen);
      expect(lines.reduce((before, line) => before + line.rawS, 0)).toBe(rawS);
    }
  });

  it('differs by no more than one rounding unit and yen a line where a dispatch is made into two', () => {
    const [first, ...rest] = reports;
    const { dispatchNo, spans } = first.dispatches[first.dispatches.length - 1];
    const middle = random.whole(0, spans.length);
    const halves = [spans.slice(0, middle), spans.slice(middle)].map((half, i) => ({
      dispatchNo: dispatchNo + i,
      spans: half,
    }));
    const plain = { ...contract, minimumPerDispatchMinutes: 0 };
    const whole = settle(plain, reports);
    const split = settle(plain, [
      { ...first, dispatches: [...first.dispatches.slice(0, -1), ...halves] },
      ...rest,
    ]);
    const newLines = split.flatMap(({ lines }) => lines).length - whole.flatMap(({ lines }) => lines).length;
    const yenOf = (settlements: readonly Settlement[]): number =>
      settlements.reduce((sum, { totalYen }) => sum + totalYen, 0);
    const unitYen = Math.ceil((plain.timeRounding.unitMinutes * MOST_YEN_PER_HOUR) / 60) + 1;
    expect(Math.abs(yenOf(split) - yenOf(whole))).toBeLessThanOrEqual(newLines * unitYen);
  });
});
