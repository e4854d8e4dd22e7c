import type { Contract, ContractMachine } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import type { BillableReport } from '../report/report-span.js';
import type { StandbyPolicy } from '../standby/standby-policy.js';
import { settleMonth } from './settle-month.js';

/** What the month's standby comes to: machine, kind, seconds, yen. */
const standbyOf = (
  month: string,
  changes: Partial<Contract>,
  reports: readonly BillableReport[] = [],
): unknown[][] => {
  const contract = handBuiltContract(changes);
  const { settlement } = settleMonth({ contract, month, reports, earlier: [] });
  return settlement!.standby.map(({ machineCode, kind, seconds, yen }) => [machineCode, kind, seconds, yen]);
};

const LENT: ContractMachine = { ...DOZER, ownership: 'client_lent' };
const fixed: StandbyPolicy = {
  kind: 'fixed_monthly',
  months: [1],
  rates: [
    { ...DOZER, yenPerMonth: 85_000 },
    { ...LENT, yenPerMonth: 30_000 },
  ],
};

describe('standby that is paid by the hour', () => {
  const standby = (from: string, to: string) =>
    workSpan(from, to, 'shi', { activity: 'standby', workType: null });
  const reports = [
    reportOf([
      [standby('2027-01-12 18:00:00', '2027-01-12 18:02:30')],
      [standby('2027-01-12 19:00:00', '2027-01-12 19:02:30')],
    ]),
    reportOf([[standby('2027-01-31 23:59:30', '2027-02-01 00:02:00')]]),
  ];

  // Up to the next 6 min: 150, 150 and 30 s apart; 300 and 30 by day; 330 at once. What is after midnight is February's.
  it.each([
    ['line', 1080, 1_800],
    ['dispatch', 1080, 1_800],
    ['machine_day', 720, 1_200],
    ['month', 360, 600],
  ] as const)('is rounded by %s like work, within the month', (scope, seconds, yen) => {
    const rates = [{ ...DOZER, yenPerHour: 6_000 }];
    const changes: Partial<Contract> = {
      timeRounding: { unitMinutes: 6, mode: 'ceil', scope },
      standby: [{ kind: 'hourly_rate', rates }],
    };
    expect(standbyOf('2027-01', changes, reports)).toEqual([['J01', 'standby_time', seconds, yen]]);
  });
});

describe('the hours of a monthly minimum', () => {
  it('are short of the hours that are paid, not of those on the clock', () => {
    const worked = reportOf([[workSpan('2027-01-12 09:00:00', '2027-01-12 10:02:59', 'shi')]]);
    const rates = [{ ...DOZER, yenPerHour: 9_000 }];
    const standby: StandbyPolicy[] = [{ kind: 'monthly_min_hours', months: [1], minimumHours: 20, rates }];
    // 3,779 s are paid as 1.0 h, so that 19 h are missing and 20 h paid in all.
    expect(standbyOf('2027-01', { standby }, [worked])).toEqual([['J01', 'guarantee', 19 * 3600, 171_000]]);
  });
});

describe('the machines of a month', () => {
  it('are those that are on the contract on any of its days', () => {
    const machines = [
      { ...DOZER, machineCode: 'J05', fromDate: '2027-02-01' },
      { ...DOZER, machineCode: 'J04', fromDate: '2027-01-31' },
      { ...DOZER, machineCode: 'J03' },
      { ...DOZER, machineCode: 'J02', toDate: '2027-01-01' },
      { ...DOZER, machineCode: 'J01', toDate: '2026-12-31' },
    ];
    expect(standbyOf('2027-01', { machines, standby: [fixed] }).map(([code]) => code)).toEqual([
      'J02',
      'J03',
      'J04',
    ]);
  });

  it('stand there once: one that was changed within the month counts as what it was last', () => {
    const entries = [
      { ...DOZER, toDate: '2027-01-15' },
      { ...LENT, fromDate: '2027-01-16' },
    ];
    for (const machines of [entries, [...entries].reverse()])
      expect(standbyOf('2027-01', { machines, standby: [fixed] })).toEqual([
        ['J01', 'fixed_cost', null, 30_000],
      ]);
  });
});

describe('a machine that leaves before the month in which base fees are paid', () => {
  const rates = [{ ...DOZER, baseYen: 60_000 }];
  const standby: StandbyPolicy[] = [{ kind: 'prepaid_base', payMonth: 12, excessPercent: 90, rates }];

  it('gets its base fee in the month in which it leaves, and one that stays does not', () => {
    const leaving = { ...DOZER, toDate: '2026-11-20' };
    expect(standbyOf('2026-11', { machines: [leaving], standby })).toEqual([
      ['J01', 'base_fee', null, 60_000],
    ]);
    const back = { ...DOZER, fromDate: '2026-12-10' };
    for (const machines of [[DOZER], [leaving, back], [back, leaving]])
      expect(standbyOf('2026-11', { machines, standby })).toEqual([]);
  });
});
