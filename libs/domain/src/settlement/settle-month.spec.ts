import type { Contract } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import type { BillableReport } from '../report/report-span.js';
import { settleMonth } from './settle-month.js';
import type { Settlement } from './settlement.js';

const settle = (
  contract: Contract,
  month: string,
  reports: readonly BillableReport[],
  earlier: readonly Settlement[] = [],
): Settlement => {
  const { settlement, faults } = settleMonth({ contract, month, reports, earlier });
  expect(faults).toEqual([]);
  return settlement!;
};

const codesOf = (contract: Contract, reports: readonly BillableReport[], month = '2027-01'): string[] =>
  settleMonth({ contract, month, reports, earlier: [] }).faults.map(({ code }) => code);

const lines = ({ lines: all }: Settlement) =>
  all.map(({ priceId, rawS, billedS, yen, owners }) => [
    priceId,
    rawS,
    billedS,
    yen,
    owners.map((owner) => [owner.ownerCode, owner.unroundedS, owner.billedS, owner.yen]),
  ]);

/** Field lesson 14: 21:50–05:10 over a month end (a year's, too) into a holiday, on roads of two owners, with a break. */
const night = [
  workSpan('2026-12-31 21:50:00', '2026-12-31 22:47:13', 'shi'),
  workSpan('2026-12-31 22:47:13', '2027-01-01 00:31:07', 'ken'),
  workSpan('2027-01-01 00:31:07', '2027-01-01 01:15:00', 'shi'),
  workSpan('2027-01-01 01:15:00', '2027-01-01 01:22:20', 'shi', { activity: 'break', workType: null }),
  workSpan('2027-01-01 01:22:20', '2027-01-01 03:02:41', 'shi'),
  workSpan('2027-01-01 03:02:41', '2027-01-01 05:10:00', 'ken'),
];

describe('case 14 under one contract', () => {
  const december = settle(handBuiltContract(), '2026-12', [reportOf([night])]);
  const january = settle(handBuiltContract(), '2027-01', [reportOf([night])]);

  it('prices the seconds before midnight in December, as a weekday', () => {
    // 600 s → 0.2 h × 11,005 = 2,201. 7,200 s → 2 h × 14,015 = 28,030: ken 4,367/7,200 = 17,000.97, shi 11,029.03.
    expect(lines(december)).toEqual([
      ['evening/weekday', 600, 720, 2_201, [['shi', 600, 720, 2_201]]],
      [
        'late_night/weekday',
        7_200,
        7_200,
        28_030,
        [
          ['ken', 4_367, 4_367, 17_001],
          ['shi', 2_833, 2_833, 11_029],
        ],
      ],
    ]);
    expect(december.totalYen).toBe(30_231);
  });

  it('prices New Year’s Day as a holiday, rounding the sum over both owners once', () => {
    // 18,000 − 440 s of break = 17,560 s → 4.9 h (48.8 units of 360) × 16,505 = 80,874.5 → 80,874 yen.
    // Seconds: ken 17,640 × 8,906 ÷ 17,560 = 8,946.57, shi 8,693.43. Yen: ken 41,019.26, shi 39,854.74.
    // 600 s → 0.2 h × 13,005 = 2,601.
    expect(lines(january)).toEqual([
      ['early/holiday', 600, 720, 2_601, [['ken', 600, 720, 2_601]]],
      [
        'late_night/holiday',
        17_560,
        17_640,
        80_874,
        [
          ['ken', 8_906, 8_947, 41_019],
          ['shi', 8_654, 8_693, 39_855],
        ],
      ],
    ]);
    expect(january.owners).toEqual([
      { ownerCode: 'ken', workYen: 43_620, standbyYen: 0, totalYen: 43_620 },
      { ownerCode: 'shi', workYen: 39_855, standbyYen: 0, totalYen: 39_855 },
    ]);
    expect(january.totalYen).toBe(83_475);
  });

  it('keeps every second of work', () => {
    expect(december.rawS + january.rawS).toBe(7 * 3600 + 20 * 60 - 440);
  });

  it('points to the spans of the report', () => {
    expect(january.lines[1].evidence).toEqual(
      [
        [1, 1_867],
        [2, 2_633],
        [4, 6_021],
        [5, 7_039],
      ].map(([span, seconds]) => ({ reportNo: '2026-12-31-J01', revision: 1, dispatchNo: 1, span, seconds })),
    );
  });
});

describe('case 14 under two contracts', () => {
  const contractOf = (owner: string): Contract =>
    handBuiltContract({
      id: `K-${owner}`,
      clientCode: owner,
      owners: [{ authorityCode: owner, standbyShare: 1 }],
    });
  const settled = ['shi', 'ken'].map((owner) => {
    const spans = night.filter(({ ownerCode }) => ownerCode === owner);
    const report = reportOf([spans], { contractId: `K-${owner}`, reportNo: `N-${owner}` });
    return ['2026-12', '2027-01'].map((month) => settle(contractOf(owner), month, [report]));
  });

  it('rounds for each owner apart; only the raw seconds sum to the whole', () => {
    // shi in January: 8,654 s → 24.04 units → 8,640; ken: 8,906 s → 24.7 units → 9,000.
    expect(settled.map((months) => lines(months[1]).map((line) => line.slice(0, 4)))).toEqual([
      [['late_night/holiday', 8_654, 8_640, 39_612]],
      [
        ['early/holiday', 600, 720, 2_601],
        ['late_night/holiday', 8_906, 9_000, 41_262],
      ],
    ]);
    expect(settled.flat().reduce((sum, { rawS }) => sum + rawS, 0)).toBe(25_960);
  });
});

describe('what the contract sets', () => {
  const short = [workSpan('2027-01-12 09:00:00', '2027-01-12 09:20:01', 'shi')];
  const evening = [workSpan('2027-01-12 18:00:00', '2027-01-12 18:04:00', 'shi')];
  const later = [workSpan('2027-01-12 19:00:00', '2027-01-12 19:05:00', 'ken')];
  const rounding = (scope: Contract['timeRounding']['scope']): Contract =>
    handBuiltContract({ timeRounding: { unitMinutes: 6, mode: 'ceil', scope } });

  it('rounds at its scope: by line or dispatch 240 and 300 s apart, by machine and day 540 s at once', () => {
    const report = reportOf([evening, later]);
    const billed = (scope: Contract['timeRounding']['scope']): number =>
      settle(rounding(scope), '2027-01', [report]).billedS;
    expect(['line', 'dispatch', 'machine_day', 'month'].map((scope) => billed(scope as 'line'))).toEqual([
      720, 720, 720, 720,
    ]);
    const longer = reportOf([
      evening,
      evening.map((span) => ({ ...span, startAt: span.endAt, endAt: span.endAt + 60_000 })),
    ]);
    expect(settle(rounding('dispatch'), '2027-01', [longer]).billedS).toBe(720);
    expect(settle(rounding('machine_day'), '2027-01', [longer]).billedS).toBe(360);
  });

  it('pays a month’s scope over all days at once', () => {
    const days = ['12', '13', '14'].map((day) =>
      reportOf([[workSpan(`2027-01-${day} 18:00:00`, `2027-01-${day} 18:02:00`, 'shi')]]),
    );
    expect(settle(rounding('month'), '2027-01', days).lines.map(({ billedS }) => billedS)).toEqual([360]);
    expect(settle(rounding('machine_day'), '2027-01', days).billedS).toBe(1080);
  });

  it('pays at least the minimum of a dispatch, at the price of its start, shared as it was worked', () => {
    const contract = handBuiltContract({ minimumPerDispatchMinutes: 60 });
    // 600 s of evening for shi, 200 s of late night for ken: 2,800 s are missing; shi 2,100, ken 700.
    const spans = [
      workSpan('2027-01-12 21:50:00', '2027-01-12 22:00:00', 'shi'),
      workSpan('2027-01-12 22:00:00', '2027-01-12 22:03:20', 'ken'),
    ];
    const settlement = settle(contract, '2027-01', [reportOf([spans])]);
    expect(
      settlement.lines.map(({ priceId, rawS, topUpS, billedS }) => [priceId, rawS, topUpS, billedS]),
    ).toEqual([
      ['evening/weekday', 600, 2_800, 3_240],
      ['late_night/weekday', 200, 0, 360],
    ]);
    expect(settlement.lines[0].owners.map(({ unroundedS }) => unroundedS)).toEqual([700, 2_700]);
    expect(settle(contract, '2027-01', [reportOf([short])]).billedS).toBe(3_600);
  });

  it('adds the minimum of a night over the month end to the month it began in', () => {
    const contract = handBuiltContract({ minimumPerDispatchMinutes: 60 });
    const spans = [workSpan('2026-12-31 23:50:00', '2027-01-01 00:10:00', 'shi')];
    const [before, after] = ['2026-12', '2027-01'].map((month) =>
      settle(contract, month, [reportOf([spans])]),
    );
    expect([before.lines[0].topUpS, after.lines[0].topUpS]).toEqual([2_400, 0]);
  });

  it('pays deadhead like work where it says so', () => {
    const spans = [
      workSpan('2027-01-12 09:00:00', '2027-01-12 09:30:00', 'shi', { activity: 'deadhead', workType: null }),
      workSpan('2027-01-12 09:30:00', '2027-01-12 10:00:00', 'shi'),
    ];
    expect(settle(handBuiltContract(), '2027-01', [reportOf([spans])]).totalYen).toBe(4_500);
    const billable = handBuiltContract({ deadheadBillable: true });
    expect(settle(billable, '2027-01', [reportOf([spans])]).totalYen).toBe(9_000);
  });
});

describe('what keeps a month from being settled', () => {
  const spans = [workSpan('2027-01-12 09:00:00', '2027-01-12 10:00:00', 'shi')];

  it.each([
    ['report_not_approved', handBuiltContract(), [reportOf([spans], { state: 'checked' })]],
    ['report_of_other_contract', handBuiltContract(), [reportOf([spans], { contractId: 'K-2' })]],
    ['report_twice', handBuiltContract(), [reportOf([spans]), reportOf([spans], { revision: 2 })]],
    ['spans_overlap', handBuiltContract(), [reportOf([spans]), reportOf([spans], { reportNo: 'N-2' })]],
    ['owner_off_contract', handBuiltContract(), [reportOf([[{ ...spans[0], ownerCode: 'kuni' }]])]],
    [
      'machine_off_contract',
      handBuiltContract({ machines: [{ ...DOZER, toDate: '2027-01-11' }] }),
      [reportOf([spans])],
    ],
    ['price_missing', handBuiltContract({ prices: [] }), [reportOf([spans])]],
    ['month_off_contract', handBuiltContract({ toDate: '2026-12-31' }), []],
  ] as [string, Contract, BillableReport[]][])('%s', (code, contract, reports) => {
    expect(codesOf(contract, reports)).toEqual([code]);
  });

  it('says which machine and time are claimed twice', () => {
    const reports = [reportOf([spans]), reportOf([spans], { reportNo: 'N-2' })];
    const [fault] = settleMonth({
      contract: handBuiltContract(),
      month: '2027-01',
      reports,
      earlier: [],
    }).faults;
    expect(fault.en).toBe(
      'Reports "2027-01-12-J01" and "N-2" both claim machine "J01" at 2027-01-12 09:00:00: correct one of them.',
    );
  });
});
