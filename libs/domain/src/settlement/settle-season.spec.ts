import { nextMonth } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import type { BillableReport } from '../report/report-span.js';
import { settleMonth } from './settle-month.js';
import { settleSeason } from './settle-season.js';
import type { Settlement } from './settlement.js';

const MONTHS = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'];

/** Settles the months of the season in order. */
const settleWinter = (contract: Contract, reports: readonly BillableReport[]): Settlement[] => {
  const settled: Settlement[] = [];
  for (const month of MONTHS) {
    const ofMonth = reports.filter(({ businessDate }) => businessDate.startsWith(month));
    const { settlement, faults } = settleMonth({ contract, month, reports: ofMonth, earlier: settled });
    expect(faults).toEqual([]);
    settled.push(settlement!);
  }
  return settled;
};

/** Five hours of plowing by day, the only snow of the winter: field lesson 15. */
const onlySnow = reportOf([[workSpan('2027-01-12 09:00:00', '2027-01-12 14:00:00', 'shi')]]);

describe('case 15: a season with almost no snow', () => {
  it('pays a monthly minimum (Yurihonjo City), shared by the owners’ standing weights', () => {
    const contract = handBuiltContract({
      standby: [
        {
          kind: 'monthly_min_hours',
          months: [1, 2],
          minimumHours: 20,
          rates: [{ ...DOZER, yenPerHour: 9_001 }],
        },
      ],
    });
    const winter = settleWinter(contract, [onlySnow]);
    // January: 5 h worked × 9,000 and 15 h × 9,001; February: 20 h × 9,001.
    expect(winter.map(({ workYen, standbyYen }) => [workYen, standbyYen])).toEqual([
      [0, 0],
      [0, 0],
      [45_000, 135_015],
      [0, 180_020],
      [0, 0],
    ]);
    expect(winter[2].owners).toEqual([
      { ownerCode: 'ken', workYen: 0, standbyYen: 67_508, totalYen: 67_508 },
      { ownerCode: 'shi', workYen: 45_000, standbyYen: 67_507, totalYen: 112_507 },
    ]);
    expect(settleSeason(contract, winter).settlement?.totalYen).toBe(0);
  });

  it('pays a season’s shortfall (Niigata Prefecture, Joetsu City’s advances) at its end', () => {
    const rate = { ...DOZER, labourYenPerHour: 3_100, machineYenPerHour: 0, baseHours: 120 };
    const contract = handBuiltContract({
      standby: [{ kind: 'season_shortfall', rates: [rate], advances: [{ month: 12, percent: 40 }] }],
    });
    const winter = settleWinter(contract, [onlySnow]);
    expect(winter.map(({ standbyYen }) => standbyYen)).toEqual([0, 148_800, 0, 0, 0]);
    const { settlement } = settleSeason(contract, winter);
    // 115 h × 3,100 = 356,500, less the advance.
    expect(settlement?.standby.map(({ kind, seconds, yen }) => [kind, seconds, yen])).toEqual([
      ['shortfall', 115 * 3600, 356_500],
      ['advance_returned', null, -148_800],
    ]);
    expect(settlement?.totalYen).toBe(207_700);
    expect(settlement?.month).toBeNull();
  });

  it('pays the designed hours not reached (Sapporo City)', () => {
    const rate = {
      ...DOZER,
      snowArea: null,
      labourYenPerHour: 3_000,
      machineYenPerHour: 4_000,
      designHours: 100,
    };
    const contract = handBuiltContract({
      standby: [{ kind: 'split_rates', labourPercent: 100, machinePercent: 70, rates: [rate] }],
    });
    // 95 h × (3,000 + 2,800).
    expect(settleSeason(contract, settleWinter(contract, [onlySnow])).settlement?.totalYen).toBe(551_000);
  });
});

describe('a prepaid base (Tokamachi City)', () => {
  const contract = handBuiltContract({
    standby: [
      { kind: 'prepaid_base', payMonth: 11, excessPercent: 90, rates: [{ ...DOZER, baseYen: 60_001 }] },
    ],
  });
  const hours = (date: string, toHour: number, owner: string): BillableReport =>
    reportOf([[workSpan(`${date} 09:00:00`, `${date} ${toHour}:00:00`, owner)]]);
  const reports = [hours('2026-12-15', 14, 'shi'), hours('2027-01-12', 13, 'ken')];

  it('is paid first, covers work up to it, and 90 % beyond', () => {
    const winter = settleWinter(contract, reports);
    // December 45,000, all covered; January 36,000: 20,999 beyond × 0.9 = 18,899.1.
    expect(winter.map(({ totalYen }) => totalYen)).toEqual([60_001, 0, 18_899, 0, 0]);
    expect(winter[2].owners.map(({ ownerCode, totalYen }) => [ownerCode, totalYen])).toEqual([
      ['ken', 18_899],
      ['shi', 0],
    ]);
  });

  it('is paid in January to a machine that comes then, and its work is not lost', () => {
    const late = { ...contract, machines: [{ ...DOZER, fromDate: '2027-01-01' }] };
    const winter = settleWinter(late, [reports[1]]);
    // 4 h × 9,000 yen lie within the base.
    expect(winter.map(({ workYen, totalYen }) => [workYen, totalYen])).toEqual([
      [0, 0],
      [0, 0],
      [36_000, 60_001],
      [0, 0],
      [0, 0],
    ]);
  });

  it('looks back at the contract’s own months before, whatever else is settled', () => {
    const winter = settleWinter(contract, reports);
    const another = winter.map((each) => ({ ...each, contractId: 'K-2' }));
    const [, , january] = winter;
    const earlier = [...winter, ...another, { ...january, month: null }];
    const again = settleMonth({ contract, month: '2027-01', reports: [reports[1]], earlier });
    expect(again.settlement).toEqual(january);
  });

  it('cannot be settled before the months before it', () => {
    const january = { contract, month: '2027-01', reports: [], earlier: [] };
    expect(settleMonth(january).faults.map(({ en }) => en.slice(0, 58))).toEqual([
      'Contract "K-1" is not released for payment for 2026-11 yet',
      'Contract "K-1" is not released for payment for 2026-12 yet',
    ]);
  });
});

describe('the season’s end', () => {
  it('needs every month', () => {
    const winter = settleWinter(handBuiltContract(), []);
    const { settlement, faults } = settleSeason(handBuiltContract(), winter.slice(0, 4));
    expect(settlement).toBeNull();
    expect(faults.map(({ code, en }) => [code, en])).toEqual([
      [
        'month_unsettled',
        'Contract "K-1" is not released for payment for 2027-03 yet: settle and release that month first.',
      ],
    ]);
    expect(nextMonth('2027-03')).toBe('2027-04');
  });

  it('sets off advances only, not what else was paid by the month', () => {
    const rate = { ...DOZER, labourYenPerHour: 3_100, machineYenPerHour: 0, baseHours: 120 };
    const contract = handBuiltContract({
      standby: [
        { kind: 'season_shortfall', rates: [rate], advances: [{ month: 12, percent: 40 }] },
        { kind: 'fixed_monthly', months: [1], rates: [{ ...DOZER, yenPerMonth: 85_000 }] },
      ],
    });
    const { settlement } = settleSeason(contract, settleWinter(contract, [onlySnow]));
    expect(settlement?.standby.map(({ kind, yen }) => [kind, yen])).toEqual([
      ['shortfall', 356_500],
      ['advance_returned', -148_800],
    ]);
  });

  it('asks money back where advances were too much', () => {
    const rate = { ...DOZER, labourYenPerHour: 3_100, machineYenPerHour: 0, baseHours: 5 };
    const contract = handBuiltContract({
      standby: [{ kind: 'season_shortfall', rates: [rate], advances: [{ month: 12, percent: 30 }] }],
    });
    const winter = settleWinter(contract, [onlySnow]);
    expect(settleSeason(contract, winter).settlement?.owners).toEqual([
      { ownerCode: 'ken', workYen: 0, standbyYen: -2_325, totalYen: -2_325 },
      { ownerCode: 'shi', workYen: 0, standbyYen: -2_325, totalYen: -2_325 },
    ]);
  });
});
