import type { StandbyPolicy } from '../standby/standby-policy.js';
import { checkContract } from './check-contract.js';
import { type Contract, contractFor, contractMachineOn, coversRoad } from './contract.js';
import { DOZER, FOUR_BANDS, handBuiltContract } from './hand-built-contract.js';
import { findPrice, type PriceQuery } from './price-table.js';

const query = (changes: Partial<PriceQuery> = {}): PriceQuery => ({
  machineType: '除雪ドーザ',
  machineSpec: '11t級',
  ownership: 'contractor_owned',
  workType: 'fresh_snow',
  timeBand: 'late_night',
  dayType: 'holiday',
  date: '2027-01-31',
  ...changes,
});

const sentences = (
  contract: Contract,
  context: Partial<Parameters<typeof checkContract>[1]> = {},
): string[] => checkContract(contract, { others: [], occurring: [], ...context }).map(({ en }) => en);

const prepaid = (payMonth: number): StandbyPolicy => ({
  kind: 'prepaid_base',
  payMonth,
  excessPercent: 90,
  rates: [{ ...DOZER, baseYen: 700_000 }],
});

const otherContract = (changes: Partial<Contract>): Contract => handBuiltContract({ id: 'K-2', ...changes });

describe('checkContract', () => {
  it('finds nothing in a sound contract', () => {
    expect(sentences(handBuiltContract(), { occurring: [query()] })).toEqual([]);
  });

  it('names a gap between the time bands', () => {
    const timeBands = FOUR_BANDS.filter(({ code }) => code !== 'evening');
    const { calendar, prices } = handBuiltContract();
    const contract = handBuiltContract({
      calendar: { ...calendar, timeBands },
      prices: prices.filter(({ timeBand }) => timeBand !== 'evening'),
    });
    expect(sentences(contract)).toEqual([
      'No time band covers 17:00–22:00: extend a neighbouring band or add one.',
    ]);
  });

  it('names contracts that pay for one machine on the same roads and days', () => {
    const other = otherContract({ fromDate: '2027-03-01', toDate: '2027-04-30' });
    expect(sentences(handBuiltContract(), { others: [other] })).toEqual([
      'Contracts "K-1" and "K-2" both pay for machine "J01" on the same roads from 2027-03-01 to 2027-03-31: change the period or the roads of one.',
    ]);
  });

  it.each([
    ['another period', { fromDate: '2027-04-01', toDate: '2027-04-30' }],
    ['another owner', { owners: [{ authorityCode: 'kuni', standbyShare: 1 }] }],
    ['another machine', { machines: [{ ...DOZER, machineCode: 'J02' }] }],
    ['other days of the machine', { machines: [{ ...DOZER, toDate: '2026-10-31' }] }],
    ['a version of its own', { id: 'K-1', version: 2 }],
  ] as [string, Partial<Contract>][])('sees no overlap with %s', (_, changes) => {
    expect(sentences(handBuiltContract(), { others: [otherContract(changes)] })).toEqual([]);
  });

  it('names them for a single common day, too', () => {
    const onlyThen = { fromDate: '2027-03-31', toDate: '2027-04-30' };
    const throughNewYear = { ...DOZER, fromDate: '2026-12-31', toDate: '2027-01-01' };
    const [other, ofMachine] = [otherContract(onlyThen), otherContract({ machines: [throughNewYear] })];
    const untilNewYear = handBuiltContract({ machines: [{ ...DOZER, toDate: '2026-12-31' }] });
    expect(sentences(handBuiltContract(), { others: [other] })[0]).toContain('from 2027-03-31 to 2027-03-31');
    expect(sentences(untilNewYear, { others: [ofMachine] })[0]).toContain('from 2026-12-31 to 2026-12-31');
  });

  it('compares routes and zones where both contracts name them', () => {
    const contract = handBuiltContract({ routeCodes: ['R1'] });
    expect(sentences(contract, { others: [otherContract({ routeCodes: ['R2'] })] })).toEqual([]);
    expect(sentences(contract, { others: [otherContract({ routeCodes: ['R2', 'R1'] })] })).toHaveLength(1);
    expect(sentences(contract, { others: [otherContract({})] })).toHaveLength(1);
  });

  it('names prices that hold at once', () => {
    const { prices } = handBuiltContract();
    const again = { ...prices[0], id: 'new', validFrom: '2027-01-01', validTo: '2027-12-31' };
    expect(sentences(handBuiltContract({ prices: [...prices, again] }))).toEqual([
      'Prices "early/weekday" and "new" are for the same combination and overlap from 2027-01-01 to 2027-03-31: change the dates of one.',
    ]);
    const after = { ...again, validFrom: '2027-04-01' };
    const onLastDay = { ...again, validFrom: '2027-03-31' };
    expect(sentences(handBuiltContract({ prices: [...prices, onLastDay] }))[0]).toContain(
      'overlap from 2027-03-31 to 2027-03-31',
    );
    expect(sentences(handBuiltContract({ prices: [onLastDay, ...prices] }))).toHaveLength(1);
    const ofSalting = { ...again, workType: 'anti_icing' as const };
    expect(sentences(handBuiltContract({ prices: [...prices, after] }))).toEqual([]);
    expect(sentences(handBuiltContract({ prices: [...prices, ofSalting] }))).toEqual([]);
  });

  it('names a combination that was worked and has no price', () => {
    const faults = checkContract(handBuiltContract(), {
      others: [],
      occurring: [query(), query({ ownership: 'client_lent' }), query({ date: '2027-04-01' })],
    });
    expect(faults.map(({ code }) => code)).toEqual(['price_missing', 'price_missing']);
    expect(faults[0].en).toBe(
      'Contract "K-1" has no price for 除雪ドーザ 11t級(貸与), work fresh_snow, band late_night, holiday on 2027-01-31: add it to the price table.',
    );
    expect(faults[0].ja).toContain('作業 新雪除雪・時間帯 深夜・休日 の単価がありません');
  });

  it.each([
    ['contract_dates', { fromDate: '2027-04-01' }],
    ['contract_dates', { toDate: '2027-02-30' }],
    ['owner_missing', { owners: [] }],
    ['owner_share', { owners: [{ authorityCode: 'shi', standbyShare: 0 }] }],
    ['machine_twice', { machines: [DOZER, { ...DOZER, fromDate: '2027-01-01' }] }],
    ['rounding_unit', { timeRounding: { unitMinutes: 7, mode: 'floor', scope: 'line' } }],
    ['minimum_not_whole', { minimumPerDispatchMinutes: 0.5 }],
    ['standby_unsaid', { standby: [] }],
    ['standby_rate_missing', { standby: [{ kind: 'hourly_rate', rates: [] }] }],
    [
      'standby_percent',
      { standby: [{ kind: 'split_rates', labourPercent: 101, machinePercent: 70, rates: [] }], machines: [] },
    ],
    ['standby_month', { standby: [{ kind: 'fixed_monthly', months: [13], rates: [] }], machines: [] }],
    ['standby_pay_month', { standby: [prepaid(10)] }],
    ['standby_pay_month', { standby: [prepaid(11)], toDate: '2027-11-30' }],
    ['standby_month', { standby: [prepaid(13)] }],
    ['standby_not_whole', { standby: [{ kind: 'hourly_rate', rates: [{ ...DOZER, yenPerHour: 0.5 }] }] }],
    [
      'standby_not_whole',
      {
        standby: [
          {
            kind: 'monthly_min_hours',
            months: [1],
            minimumHours: -20,
            rates: [{ ...DOZER, yenPerHour: 9000 }],
          },
        ],
      },
    ],
    ['price_not_yen', { prices: [{ ...handBuiltContract().prices[0], yenPerHour: 8000.5 }] }],
    ['price_band', { prices: [{ ...handBuiltContract().prices[0], timeBand: 'noon' }] }],
    ['price_dates', { prices: [{ ...handBuiltContract().prices[0], validTo: '2026-10-31' }] }],
    ['price_id_twice', { prices: [handBuiltContract().prices[0], handBuiltContract().prices[0]] }],
  ] as [string, Partial<Contract>][])('refuses: %s (%#)', (code, changes) => {
    const faults = checkContract(handBuiltContract(changes));
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults[0].ja).toMatch(/[。]$/);
  });
});

describe('a contract rounds time', () => {
  it('to 1, 5, 6, 10, 15 or 30 minutes and no others', () => {
    const { timeRounding } = handBuiltContract();
    const allowed = Array.from({ length: 60 }, (_, i) => i + 1).filter(
      (unitMinutes) =>
        sentences(handBuiltContract({ timeRounding: { ...timeRounding, unitMinutes } as never })).length ===
        0,
    );
    expect(allowed).toEqual([1, 5, 6, 10, 15, 30]);
  });
});

describe('what a contract covers', () => {
  const road = { ownerCode: 'shi', routeCode: 'R1', workZoneCode: 'Z1' };

  it('is every road of its owners unless it names routes or zones', () => {
    expect(coversRoad(handBuiltContract(), road)).toBe(true);
    expect(coversRoad(handBuiltContract(), { ...road, ownerCode: 'kuni' })).toBe(false);
    expect(coversRoad(handBuiltContract(), { ...road, ownerCode: null })).toBe(false);
    const named = handBuiltContract({ routeCodes: ['R2'], workZoneCodes: ['Z1'] });
    expect(coversRoad(named, road)).toBe(true);
    expect(coversRoad(named, { ...road, workZoneCode: 'Z2' })).toBe(false);
    expect(coversRoad(named, { ...road, workZoneCode: null, routeCode: 'R2' })).toBe(true);
  });

  it('and its machines, while they are on it', () => {
    const contract = handBuiltContract({ machines: [{ ...DOZER, toDate: '2027-01-31' }] });
    expect(contractMachineOn(contract, 'J01', '2027-01-31')?.machineCode).toBe('J01');
    expect(contractMachineOn(contract, 'J01', '2027-02-01')).toBeNull();
    expect(contractMachineOn(contract, 'J01', '2026-10-31')).toBeNull();
    const at = Date.parse('2027-02-01T00:00:00+09:00');
    expect(contractFor([contract], 'J01', road, at - 1)).toBe(contract);
    expect(contractFor([contract], 'J01', road, at)).toBeNull();
  });
});

describe('findPrice', () => {
  it('takes the price of the work type itself before the general one', () => {
    const { prices } = handBuiltContract();
    const salting = {
      ...prices.find(({ id }) => id === 'late_night/holiday')!,
      id: 's',
      workType: 'anti_icing' as const,
    };
    const all = [...prices, salting];
    expect(findPrice(all, query())?.id).toBe('late_night/holiday');
    expect(findPrice(all, query({ workType: 'anti_icing' }))?.id).toBe('s');
    expect(findPrice(all, query({ workType: null }))?.id).toBe('late_night/holiday');
    expect(findPrice([salting], query())).toBeNull();
    expect(findPrice(all, query({ date: '2026-10-31' }))).toBeNull();
  });
});
