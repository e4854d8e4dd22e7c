import type { ContractMachine } from '../contract/contract.js';
import { DOZER } from '../contract/hand-built-contract.js';
import { DEFAULT_TIME_ROUNDING } from '../contract/time-rounding.js';
import type { MachineMonth, MachineSeason, StandbyAmount, StandbyTerms } from './standby-facts.js';
import { STANDBY_KINDS, type StandbyPolicy, standbyOfMonth, standbyOfSeason } from './standby-policy.js';

/** Each policy with the authority that uses it; hours and percentages are theirs, yen are invented. */

const TERMS: StandbyTerms = {
  timeRounding: DEFAULT_TIME_ROUNDING,
  amountRounding: 'floor',
  fromDate: '2026-11-01',
};
const HOUR = 3600;

const month = (changes: Partial<MachineMonth> = {}): MachineMonth => ({
  machine: DOZER,
  month: '2027-01',
  billedS: 0,
  standbyS: [],
  workYen: 0,
  earlierWorkYen: 0,
  earlierBaseYen: 0,
  lastMonth: '2027-03',
  ...changes,
});
const season = (hours: number, advancesYen = 0, machine: ContractMachine = DOZER): MachineSeason => ({
  machine,
  billedS: hours * HOUR,
  advancesYen,
});
const paid = (amounts: readonly StandbyAmount[]): [string, number | null, number][] =>
  amounts.map(({ kind, seconds, yen }) => [kind, seconds === null ? null : seconds / HOUR, yen]);

const ofMonth = (policy: StandbyPolicy, facts: MachineMonth) => paid(standbyOfMonth(policy, facts, TERMS));
const ofSeason = (policy: StandbyPolicy, facts: MachineSeason) => paid(standbyOfSeason(policy, facts, TERMS));

it('has a rule for each of the seven kinds', () => {
  expect(STANDBY_KINDS).toHaveLength(7);
});

describe('none: Aomori City, 単価契約', () => {
  it('pays nothing but hours × price', () => {
    expect(ofMonth({ kind: 'none' }, month({ standbyS: [10 * HOUR] }))).toEqual([]);
    expect(ofSeason({ kind: 'none' }, season(0))).toEqual([]);
  });
});

describe('hourly rate: the State, from the standby order until the start of work', () => {
  const policy: StandbyPolicy = { kind: 'hourly_rate', rates: [{ ...DOZER, yenPerHour: 4_005 }] };

  it('pays the standby of the month, each sum of the contract’s scope rounded once to 0.1 h', () => {
    // 2 h 50 min 59 s → 2.8 h (2.8497); 4,005 × 2.8 = 11,214.
    expect(ofMonth(policy, month({ standbyS: [10_259] }))).toEqual([['standby_time', 2.8, 11_214]]);
    expect(ofMonth(policy, month({ standbyS: [10_260] }))).toEqual([['standby_time', 2.9, 11_614]]);
    expect(ofMonth(policy, month({ standbyS: [179] }))).toEqual([]);
    // Two days of 179 s: nothing for either, though their sum would be 0.1 h.
    expect(ofMonth(policy, month({ standbyS: [179, 10_260, 179] }))).toEqual([['standby_time', 2.9, 11_614]]);
  });
});

describe('monthly minimum: Yurihonjo City, 20 h in January and February', () => {
  const policy: StandbyPolicy = {
    kind: 'monthly_min_hours',
    months: [1, 2],
    minimumHours: 20,
    rates: [{ ...DOZER, yenPerHour: 9_000 }],
  };

  it('pays the hours that are missing', () => {
    expect(ofMonth(policy, month({ billedS: 12.5 * HOUR }))).toEqual([['guarantee', 7.5, 67_500]]);
    expect(ofMonth(policy, month({ billedS: 20 * HOUR }))).toEqual([]);
    expect(ofMonth(policy, month({ billedS: 31 * HOUR }))).toEqual([]);
  });

  it('pays 20 h in a month without snow, and nothing in the other months', () => {
    expect(ofMonth(policy, month({ month: '2027-02' }))).toEqual([['guarantee', 20, 180_000]]);
    expect(ofMonth(policy, month({ month: '2026-12' }))).toEqual([]);
  });
});

describe('season shortfall: Niigata Prefecture, labour only, by snow area and machine type', () => {
  const rate = { ...DOZER, labourYenPerHour: 3_100, machineYenPerHour: 0 };
  const policy: StandbyPolicy = {
    kind: 'season_shortfall',
    rates: [
      { ...rate, snowArea: 'coast', baseHours: 60 },
      { ...rate, snowArea: 'plain', baseHours: 120 },
      { ...rate, snowArea: 'mountain', baseHours: 200 },
    ],
    advances: [],
  };
  const plain = { ...DOZER, snowArea: 'plain' };

  it('pays the hours short of the base in a lump after the season', () => {
    expect(ofSeason(policy, season(87.4, 0, plain))).toEqual([['shortfall', 32.6, 101_060]]);
    expect(ofSeason(policy, season(120, 0, plain))).toEqual([]);
    expect(ofSeason(policy, season(0, 0, { ...DOZER, snowArea: 'mountain' }))).toEqual([
      ['shortfall', 200, 620_000],
    ]);
    expect(ofMonth(policy, month({ machine: plain }))).toEqual([]);
  });

  it('pays advances as Joetsu City does (40 % in December, 30 % in February) and sets them off', () => {
    const joetsu: StandbyPolicy = {
      ...policy,
      advances: [
        { month: 12, percent: 40 },
        { month: 2, percent: 30 },
      ],
    };
    // 120 h × 3,100 = 372,000 in a season without work.
    expect(ofMonth(joetsu, month({ machine: plain, month: '2026-12' }))).toEqual([
      ['advance', null, 148_800],
    ]);
    expect(ofMonth(joetsu, month({ machine: plain, month: '2027-01' }))).toEqual([]);
    expect(ofMonth(joetsu, month({ machine: plain, month: '2027-02' }))).toEqual([
      ['advance', null, 111_600],
    ]);
    expect(ofSeason(joetsu, season(0, 260_400, plain))).toEqual([
      ['shortfall', 120, 372_000],
      ['advance_returned', null, -260_400],
    ]);
    expect(ofSeason(joetsu, season(300, 260_400, plain))).toEqual([['advance_returned', null, -260_400]]);
  });
});

describe('split rates: Sapporo City, labour 100 %, machine 70 %', () => {
  const rates = [
    { ...DOZER, snowArea: null, designHours: 100, labourYenPerHour: 3_001, machineYenPerHour: 4_001 },
  ];
  const policy: StandbyPolicy = { kind: 'split_rates', labourPercent: 100, machinePercent: 70, rates };

  it('pays of each designed hour not reached its labour whole and 70 % of its machine', () => {
    // 40 h × (3,001 + 2,800.7) = 232,068.
    expect(ofSeason(policy, season(60))).toEqual([['shortfall', 40, 232_068]]);
    expect(ofSeason(policy, season(100))).toEqual([]);
  });

  it('names the hour’s rate only where it is whole yen, and never a rounded one', () => {
    const rateOf = (labourYenPerHour: number) =>
      standbyOfSeason(
        { ...policy, rates: [{ ...rates[0], labourYenPerHour, machineYenPerHour: 4_000 }] },
        season(60),
        TERMS,
      )[0].yenPerHour;
    expect(rateOf(3_001)).toBe(5_801);
    expect(standbyOfSeason(policy, season(60), TERMS)[0].yenPerHour).toBeNull();
  });

  it('paid 60 % of both until fiscal 2020', () => {
    // 40 h × 60 % of 7,002 = 168,048.
    const before: StandbyPolicy = { ...policy, labourPercent: 60, machinePercent: 60 };
    expect(ofSeason(before, season(60))).toEqual([['shortfall', 40, 168_048]]);
  });
});

describe('prepaid base: Tokamachi City, work above the base × 90 %', () => {
  const policy: StandbyPolicy = {
    kind: 'prepaid_base',
    payMonth: 12,
    excessPercent: 90,
    rates: [{ ...DOZER, baseYen: 700_000 }],
  };
  const paidBefore = (changes: Partial<MachineMonth>): MachineMonth =>
    month({ earlierBaseYen: 700_000, ...changes });

  it('pays the base at the start, and nothing for work that it covers', () => {
    expect(ofMonth(policy, month({ month: '2026-12', workYen: 300_000 }))).toEqual([
      ['base_fee', null, 700_000],
      ['covered_by_base', null, -300_000],
    ]);
  });

  it('pays 90 % of what goes beyond it', () => {
    // 500,005 + 300,000 − 700,000 = 100,005 beyond; × 90 % = 90,004.5; covered 300,000 − 90,004.
    expect(ofMonth(policy, paidBefore({ workYen: 300_000, earlierWorkYen: 500_005 }))).toEqual([
      ['covered_by_base', null, -209_996],
    ]);
  });

  it('pays the base of a machine that came later in its first month, once', () => {
    expect(ofMonth(policy, month({ month: '2026-11', workYen: 45_000 }))).toEqual([
      ['covered_by_base', null, -45_000],
    ]);
    expect(ofMonth(policy, month({ month: '2027-01', workYen: 45_000 }))).toEqual([
      ['base_fee', null, 700_000],
      ['covered_by_base', null, -45_000],
    ]);
    expect(ofMonth(policy, paidBefore({ month: '2027-02' }))).toEqual([]);
  });

  it('pays the base of a machine that leaves before the month of payment as it leaves', () => {
    const leaving = { month: '2026-11', lastMonth: '2026-11', workYen: 45_000 };
    expect(ofMonth(policy, month(leaving))[0]).toEqual(['base_fee', null, 700_000]);
  });

  it('comes to the same over the season, however the work falls into months', () => {
    const works = [333_333, 444_447, 1, 99_999, 500_005];
    let earlierWorkYen = 0;
    let netYen = 0;
    for (const workYen of works) {
      const amounts = standbyOfMonth(policy, paidBefore({ workYen, earlierWorkYen }), TERMS);
      netYen += workYen + amounts.reduce((sum, { yen }) => sum + yen, 0);
      earlierWorkYen += workYen;
    }
    expect(netYen).toBe(Math.floor((earlierWorkYen - 700_000) * 0.9));
  });

  it('is a season contract at a flat price with 0 %', () => {
    const flat: StandbyPolicy = { ...policy, excessPercent: 0 };
    expect(ofMonth(flat, paidBefore({ workYen: 999_999, earlierWorkYen: 700_000 }))).toEqual([
      ['covered_by_base', null, -999_999],
    ]);
  });
});

describe('fixed monthly: the State, depreciation and administration of each machine', () => {
  const policy: StandbyPolicy = {
    kind: 'fixed_monthly',
    months: [12, 1, 2, 3],
    rates: [{ ...DOZER, yenPerMonth: 85_000 }],
  };

  it('pays the machine whether it works or not', () => {
    expect(ofMonth(policy, month({ billedS: 50 * HOUR }))).toEqual([['fixed_cost', null, 85_000]]);
    expect(ofMonth(policy, month({ month: '2026-11' }))).toEqual([]);
    expect(ofSeason(policy, season(0))).toEqual([]);
  });
});
