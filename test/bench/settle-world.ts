import {
  type Authority,
  type Contract,
  type ContractMachine,
  DEFAULT_DAY_TYPES,
  DEFAULT_TIME_ROUNDING,
  type InvoiceIssuer,
  type InvoiceRecipient,
  type Price,
} from '#domain';

/** A month of a city's winter for the benchmark: everything is drawn from the seed, yen and people are invented. */

export const MONTH = '2027-01';
export const SIZE = { machines: 590, contractors: 165, days: 30 } as const;
export const ROUTE_SEGMENTS = 40;
export const ROUTES_PER_MACHINE = 6;

const CLASSES = [
  ['除雪ドーザ', '11t級', 9_000],
  ['除雪グレーダ', '3.7m', 12_000],
  ['小型除雪車', '1.3m', 7_000],
] as const;

const BANDS = [
  ['early', '早朝', 5, 8, 120],
  ['day', '昼間', 8, 17, 100],
  ['evening', '夜間', 17, 22, 120],
  ['late_night', '深夜', 22, 5, 150],
] as const;

export const AUTHORITIES: readonly Authority[] = [
  { code: 'ken', name: '県(架空)', kind: 'prefecture' },
  { code: 'shi', name: '市(架空)', kind: 'city' },
];

export interface BenchMachine extends ContractMachine {
  /** As the store numbers the vehicles of a register that is its first. */
  readonly vehicleId: number;
  readonly contractorCode: string;
}

export interface World {
  readonly machines: readonly BenchMachine[];
  readonly contracts: readonly Contract[];
  readonly issuers: readonly InvoiceIssuer[];
  readonly recipients: readonly InvoiceRecipient[];
}

const codeOf = (prefix: string, i: number): string => `${prefix}${String(i + 1).padStart(3, '0')}`;

const prices: readonly Price[] = CLASSES.flatMap(([machineType, machineSpec, yen]) =>
  (['client_lent', 'contractor_owned'] as const).flatMap((ownership) =>
    BANDS.flatMap(([timeBand, , , , percent]) =>
      (['weekday', 'holiday'] as const).map((dayType) => ({
        id: `${machineType}/${ownership}/${timeBand}/${dayType}`,
        machineType,
        machineSpec,
        ownership,
        workType: null,
        timeBand,
        dayType,
        validFrom: '2026-11-01',
        validTo: '2027-03-31',
        yenPerHour: Math.floor((yen * percent * (dayType === 'holiday' ? 125 : 100)) / 10_000) + 5,
      })),
    ),
  ),
);

/** Machine i belongs to contractor i mod 165; every third is lent by the client. */
const machineOf = (i: number): BenchMachine => {
  const [machineType, machineSpec] = CLASSES[i % CLASSES.length];
  return {
    vehicleId: i + 1,
    contractorCode: codeOf('C', i % SIZE.contractors),
    machineCode: codeOf('J', i),
    machineType,
    machineSpec,
    ownership: i % 3 === 0 ? 'client_lent' : 'contractor_owned',
    plateNo: `デモ ${i}`,
    snowArea: null,
    fromDate: null,
    toDate: null,
  };
};

const contractOf = (
  clientCode: string,
  contractorCode: string,
  machines: readonly BenchMachine[],
): Contract => ({
  id: `K-${clientCode}-${contractorCode}`,
  version: 1,
  title: '道路除雪業務委託(架空)',
  clientCode,
  clientOffice: '道路管理課',
  supervisor: '監督員',
  contractorCode,
  fromDate: '2026-11-01',
  toDate: '2027-03-31',
  owners: [{ authorityCode: clientCode, standbyShare: 1 }],
  workZoneCodes: [],
  routeCodes: [],
  machines,
  calendar: {
    timeBands: BANDS.map(([code, name, from, to]) => ({ code, name, fromS: from * 3600, toS: to * 3600 })),
    dayTypes: DEFAULT_DAY_TYPES,
  },
  prices,
  timeRounding: DEFAULT_TIME_ROUNDING,
  amountRounding: 'floor',
  minimumPerDispatchMinutes: 0,
  deadheadBillable: false,
  standby: [
    {
      kind: 'monthly_min_hours',
      months: [1, 2],
      minimumHours: 20,
      rates: CLASSES.flatMap(([machineType, machineSpec, yenPerHour]) =>
        (['client_lent', 'contractor_owned'] as const).map((ownership) => ({
          machineType,
          machineSpec,
          ownership,
          yenPerHour,
        })),
      ),
    },
  ],
  taxRounding: 'floor',
});

const issuerOf = (contractorCode: string): InvoiceIssuer => ({
  contractorCode,
  name: `${contractorCode} 建設(架空)`,
  nameKana: contractorCode,
  address: '架空町1-1',
  representativeTitle: '代表取締役',
  representativeName: '架空 太郎',
  registrationNo: 'T7123456789012',
  isCorporation: true,
  isSealed: true,
  responsible: null,
  inCharge: null,
  bankAccount: null,
  hasPowerOfAttorney: false,
});

export const makeWorld = (): World => {
  const machines = Array.from({ length: SIZE.machines }, (_, i) => machineOf(i));
  const contractors = Array.from({ length: SIZE.contractors }, (_, i) => codeOf('C', i));
  const contracts = contractors.flatMap((contractorCode) => {
    const own = machines.filter((machine) => machine.contractorCode === contractorCode);
    return AUTHORITIES.map(({ code }) => contractOf(code, contractorCode, own));
  });
  const recipients = AUTHORITIES.map(({ code }) => ({ clientCode: code, addressee: `${code} 様` }));
  return { machines, contracts, issuers: contractors.map(issuerOf), recipients };
};
