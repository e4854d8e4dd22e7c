import { type DayType, DEFAULT_DAY_TYPES } from '../calendar/day-type.js';
import type { TimeBand } from '../calendar/time-band.js';
import type { Contract, ContractMachine } from './contract.js';
import type { Price } from './price-table.js';
import { DEFAULT_TIME_ROUNDING } from './time-rounding.js';

/** A small contract for specs. Its yen are invented. */

const hour = (code: string, name: string, from: number, to: number): TimeBand => ({
  code,
  name,
  fromS: from * 3600,
  toS: to * 3600,
});

export const FOUR_BANDS: readonly TimeBand[] = [
  hour('early', '早朝', 5, 8),
  hour('day', '昼間', 8, 17),
  hour('evening', '夜間', 17, 22),
  hour('late_night', '深夜', 22, 5),
];

export const DOZER: ContractMachine = {
  machineCode: 'J01',
  machineType: '除雪ドーザ',
  machineSpec: '11t級',
  ownership: 'contractor_owned',
  plateNo: 'デモ 900 ゆ 00-01',
  snowArea: null,
  fromDate: null,
  toDate: null,
};

const YEN: Readonly<Record<Exclude<DayType, 'saturday'>, Readonly<Record<string, number>>>> = {
  weekday: { early: 11_000, day: 9_000, evening: 11_005, late_night: 14_015 },
  holiday: { early: 13_005, day: 12_000, evening: 13_505, late_night: 16_505 },
};

const dozerPrices = (['weekday', 'holiday'] as const).flatMap((dayType) =>
  Object.entries(YEN[dayType]).map(
    ([timeBand, yenPerHour]): Price => ({
      id: `${timeBand}/${dayType}`,
      machineType: DOZER.machineType,
      machineSpec: DOZER.machineSpec,
      ownership: DOZER.ownership,
      workType: null,
      timeBand,
      dayType,
      validFrom: '2026-11-01',
      validTo: '2027-03-31',
      yenPerHour,
    }),
  ),
);

/** One contractor's winter for the city `shi`, on all roads of `shi` and, half and half, of `ken`. */
export const handBuiltContract = (changes: Partial<Contract> = {}): Contract => ({
  id: 'K-1',
  version: 1,
  title: '令和8年度 道路除雪業務委託',
  clientCode: 'shi',
  clientOffice: '道路管理課',
  supervisor: '監督員',
  contractorCode: 'C01',
  fromDate: '2026-11-01',
  toDate: '2027-03-31',
  owners: [
    { authorityCode: 'shi', standbyShare: 1 },
    { authorityCode: 'ken', standbyShare: 1 },
  ],
  workZoneCodes: [],
  routeCodes: [],
  machines: [DOZER],
  calendar: { timeBands: FOUR_BANDS, dayTypes: DEFAULT_DAY_TYPES },
  prices: dozerPrices,
  timeRounding: DEFAULT_TIME_ROUNDING,
  amountRounding: 'floor',
  minimumPerDispatchMinutes: 0,
  deadheadBillable: false,
  standby: [{ kind: 'none' }],
  taxRounding: 'floor',
  ...changes,
});
