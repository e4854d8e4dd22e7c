import type {
  Authority,
  Contract,
  ContractMachine,
  InvoiceIssuer,
  MinutePosition,
  Pass,
  Price,
  ReportInput,
  ReportRoads,
  RouteClass,
  TrackEvidence,
} from '#domain';
import { DEFAULT_DAY_TYPES, DEFAULT_TIME_ROUNDING, startOfDate } from '#domain';
import { randomOf } from '#fixtures';

/** A month of a city's winter for the benchmark: everything is drawn from the seed, yen and people are invented. */

export const MONTH = '2027-01';
export const SIZE = { machines: 590, contractors: 165, days: 30 } as const;
const ROUTE_SEGMENTS = 40;
const ROUTES_PER_MACHINE = 6;
const TRUNK_SHARE = 0.3;

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
  readonly vehicleId: number;
  readonly contractorCode: string;
}

export interface World {
  readonly machines: readonly BenchMachine[];
  readonly contracts: readonly Contract[];
  readonly issuers: readonly InvoiceIssuer[];
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
    vehicleId: i,
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
  return { machines, contracts, issuers: contractors.map(issuerOf) };
};

/** Segments are numbered along the machines' routes; the first 30 % of each machine's are the prefecture's. */
const SEGMENTS_PER_MACHINE = ROUTES_PER_MACHINE * ROUTE_SEGMENTS;
const isTrunk = (segment: number): boolean =>
  segment % SEGMENTS_PER_MACHINE < TRUNK_SHARE * SEGMENTS_PER_MACHINE;
const routeCodeOf = (segment: number): string => `R${Math.floor(segment / ROUTE_SEGMENTS)}`;

export const roads: ReportRoads = {
  placeOf: (segment) => ({
    ownerCode: isTrunk(segment) ? 'ken' : 'shi',
    routeCode: routeCodeOf(segment),
    workZoneCode: null,
  }),
  wordsOf: (segment) => ({
    routeNo: '',
    routeName: routeCodeOf(segment),
    routeClass: (isTrunk(segment) ? 'pref_1' : 'city_1') satisfies RouteClass,
  }),
  placeOfRoute: () => null,
  kindOf: (ownerCode) => AUTHORITIES.find(({ code }) => code === ownerCode)?.kind ?? null,
};

/** One night: 4 to 8 h from the evening on, over the machine's routes again and again, a drive between two rounds. */
const nightPasses = (machine: BenchMachine, random: ReturnType<typeof randomOf>, startAt: number): Pass[] => {
  const endAt = startAt + random.whole(4 * 3600, 8 * 3600) * 1000;
  const passes: Pass[] = [];
  let at = startAt;
  let step = 0;
  while (at < endAt) {
    const leftAt = at + random.whole(15, 60) * 1000;
    const round = Math.floor(step / SEGMENTS_PER_MACHINE);
    passes.push({
      vehicleId: machine.vehicleId,
      segment: machine.vehicleId * SEGMENTS_PER_MACHINE + (step % SEGMENTS_PER_MACHINE),
      direction: round % 2,
      enteredAt: at,
      leftAt,
      fromCm: 0,
      toCm: 9_000,
      coveredCm: 9_000,
      workKind: step % 90 >= 80 ? 'passed' : 'plowed',
      confidencePermille: 950,
      runnerUpSegment: -1,
      runnerUpPermille: 0,
      matcherVersion: 1,
    });
    at = leftAt;
    step += 1;
  }
  return passes;
};

/** What the night's fixes would leave: one drive, and a position each minute along the machine's own parallel. */
const nightEvidence = (machine: BenchMachine, startAt: number, endAt: number): TrackEvidence => {
  const minutes: MinutePosition[] = [];
  for (let at = Math.ceil(startAt / 60_000) * 60_000; at < endAt; at += 60_000)
    minutes.push({
      at,
      latE6: 36_500_000 + machine.vehicleId * 400,
      lngE6: 136_600_000 + (Math.round((at - startAt) / 100) % 40_000),
      moving: true,
    });
  const drive = { startAt, endAt, distanceM: Math.round((endAt - startAt) / 300) };
  return {
    deviceIds: [machine.vehicleId],
    spans: [
      { ...drive, kind: 'moving', topSpeedMps: 8, topSpeedAt: startAt, fixCount: (endAt - startAt) / 5000 },
    ],
    minutes,
    workTypes: [],
    mock: [],
  };
};

/** What is known of a machine's night. */
export const nightOf = (world: World, machine: BenchMachine, date: string, seed: number): ReportInput => {
  const random = randomOf(seed, date, machine.machineCode);
  const startAt = startOfDate(date) + random.whole(18 * 3600, 25 * 3600) * 1000;
  const passes = nightPasses(machine, random, startAt);
  const endAt = passes[passes.length - 1].leftAt;
  return {
    vehicleId: machine.vehicleId,
    machine,
    contractorCode: machine.contractorCode,
    passes,
    evidence: nightEvidence(machine, startAt, endAt),
    orders: [
      {
        id: 1,
        kind: 'city_order',
        routes: [],
        vehicleIds: [machine.vehicleId],
        orderedAt: startOfDate(date) + 17 * 3_600_000,
        targetFinishAt: null,
      },
    ],
    workStates: [],
    roads,
    contracts: world.contracts.filter(({ contractorCode }) => contractorCode === machine.contractorCode),
    earlier: null,
  };
};
