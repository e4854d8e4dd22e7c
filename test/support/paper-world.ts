import {
  type Account,
  type Contract,
  coordinatesOf,
  type DailyReport,
  localDateOf,
  type Pass,
  type RoadNetwork,
} from '#domain';
import { makeReportsOf, PAPER_SETTINGS } from '#paperwork';
import {
  type Database,
  type FixRow,
  insertFixes,
  insertPasses,
  listDevices,
  listReports,
  listVehicles,
  type StoredVehicle,
  saveContract,
  upsertAccounts,
  upsertDevices,
} from '#store';
import { handBuiltContract } from '../../libs/domain/src/contract/hand-built-contract.js';
import { simpleFix } from './simple-fix.js';

/** A machine's night: up and down these roads at an even pace; `standing` minutes with the blade down at the end. */
export interface Night {
  readonly vehicle: string;
  readonly roads: readonly string[];
  readonly fromAt: number;
  readonly toAt: number;
  readonly standingMin?: number;
}

export interface PaperWorld {
  readonly reports: readonly DailyReport[];
  readonly contracts: readonly Contract[];
}

const machineOf = (vehicle: StoredVehicle) => ({
  machineCode: vehicle.code,
  machineType: vehicle.machineType,
  machineSpec: vehicle.machineSpec,
  ownership: vehicle.ownership,
  plateNo: vehicle.plateNo,
});

const segmentsOn = (network: RoadNetwork, names: readonly string[]): number[] =>
  names.flatMap((name) =>
    [...network.roadOf.keys()].filter((s) => network.roads[network.roadOf[s]].name === name),
  );

/** As plows work: slower would be standing still. */
const PACE_MPS = 4;

/** Up and down the roads, as often as the time allows. */
const roundsOf = (network: RoadNetwork, once: readonly number[], movingMs: number): number[] => {
  const metres = once.reduce((sum, segment) => sum + network.lengthCm[segment] / 100, 0);
  const rounds = Math.max(1, Math.round(((movingMs / 1000) * PACE_MPS) / metres));
  return Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? once : [...once].reverse())).flat();
};

const passesOf = (network: RoadNetwork, vehicleId: number, night: Night): Pass[] => {
  const standingMs = (night.standingMin ?? 0) * 60_000;
  const movingMs = night.toAt - standingMs - night.fromAt;
  const segments = roundsOf(network, segmentsOn(network, night.roads), movingMs);
  const stepMs = (night.toAt - standingMs - night.fromAt) / segments.length;
  return segments.map((segment, i) => ({
    vehicleId,
    segment,
    direction: 0,
    enteredAt: Math.round(night.fromAt + i * stepMs),
    leftAt: Math.round(night.fromAt + (i + 1) * stepMs) + (i === segments.length - 1 ? standingMs : 0),
    fromCm: 0,
    toCm: network.lengthCm[segment],
    coveredCm: network.lengthCm[segment],
    workKind: 'plowed',
    confidencePermille: 950,
    runnerUpSegment: -1,
    runnerUpPermille: 0,
    matcherVersion: 1,
  }));
};

/** A fix every ten seconds where the passes say that the machine was. */
const fixesOf = (
  network: RoadNetwork,
  passes: readonly Pass[],
  { fromAt, toAt, standingMin = 0 }: Night,
  deviceId: number,
): FixRow[] => {
  const moving = toAt - standingMin * 60_000;
  return Array.from({ length: Math.floor((toAt - fromAt) / 10_000) + 1 }, (_, i) => {
    const fixAt = fromAt + i * 10_000;
    const driven = Math.min(fixAt, moving);
    const pass = passes.find(({ leftAt }) => leftAt > driven) ?? passes[passes.length - 1];
    const drawn = coordinatesOf(network, pass.segment);
    const [from, to] = [drawn[0], drawn[drawn.length - 1]];
    const spanMs = Math.min(pass.leftAt, moving) - pass.enteredAt;
    const share = Math.min(1, Math.max(0, (driven - pass.enteredAt) / spanMs));
    const fix = simpleFix(fixAt, {
      deviceId,
      vehicleId: pass.vehicleId,
      lngE6: Math.round((from[0] + (to[0] - from[0]) * share) * 1e6),
      latE6: Math.round((from[1] + (to[1] - from[1]) * share) * 1e6),
    });
    return { fix, position: i };
  });
};

/** One contract for each contractor of the register, with the client's own roads. */
const contractsOf = (vehicles: readonly StoredVehicle[], clientCode: string): Contract[] =>
  [...new Set(vehicles.map(({ contractorCode }) => contractorCode!))].map((contractorCode) => {
    const own = vehicles.filter((vehicle) => vehicle.contractorCode === contractorCode).map(machineOf);
    const bare = handBuiltContract({ id: `K-${contractorCode}`, clientCode, contractorCode });
    return {
      ...bare,
      fromDate: '2025-11-01',
      toDate: '2026-03-31',
      owners: [{ authorityCode: clientCode, standbyShare: 1 }],
      machines: own.map((machine) => ({ ...machine, snowArea: null, fromDate: null, toDate: null })),
      prices: own
        .flatMap(({ machineType, machineSpec, ownership }) =>
          bare.prices.map((price) => ({
            ...price,
            id: `${machineType} ${machineSpec} ${price.id}`,
            machineType,
            machineSpec,
            ownership,
            validFrom: '2025-11-01',
            validTo: '2026-03-31',
          })),
        )
        .filter(({ id }, i, all) => all.findIndex((price) => price.id === id) === i),
    };
  });

/** A device of each machine, so that fixes have one. */
const storeDevices = async (
  database: Database,
  vehicles: readonly StoredVehicle[],
): Promise<Map<number, number>> => {
  const devices = vehicles.map(({ code }) => ({ code: `night-${code}`, token: `night-${code}-token` }));
  await upsertDevices(database, devices);
  const stored = new Map((await listDevices(database)).map(({ code, id }) => [code, id]));
  return new Map(vehicles.map(({ id, code }) => [id, stored.get(`night-${code}`)!]));
};

/** Stores contracts and the passes and fixes of these nights, and has the paperwork make their reports. */
export const storeNights = async (
  database: Database,
  network: RoadNetwork,
  { clientCode, nights, at }: { clientCode: string; nights: readonly Night[]; at: number },
): Promise<PaperWorld> => {
  const vehicles = await listVehicles(database);
  const devices = await storeDevices(database, vehicles);
  const contracts = contractsOf(
    vehicles.filter(({ contractorCode }) => contractorCode !== null),
    clientCode,
  );
  await database.transaction(async (tx) => {
    for (const contract of contracts) await saveContract(tx, contract, { by: 'test', at });
    for (const night of nights) {
      const { id } = vehicles.find(({ code }) => code === night.vehicle)!;
      const passes = passesOf(network, id, night);
      await insertPasses(tx, passes);
      await insertFixes(tx, fixesOf(network, passes, night, devices.get(id)!));
    }
  });
  const dates = nights.map(({ fromAt }) => localDateOf(fromAt)).sort();
  const range = { fromDate: dates[0], toDate: dates[dates.length - 1] };
  await makeReportsOf({ database, network, settings: PAPER_SETTINGS }, { range, at });
  return { reports: await listReports(database, range), contracts };
};

const account = (code: string, changes: Partial<Account>): Account & { readonly token: string } => ({
  code,
  name: code,
  role: 'client',
  contractorCode: null,
  vehicleCodes: [],
  authorityCode: null,
  token: tokenOf(code),
  ...changes,
});

export const tokenOf = (code: string): string => `token-of-${code}`;

/** Accounts of every role; tokens by `tokenOf`. */
export const storeAccounts = (
  database: Database,
  accounts: Readonly<Record<string, Partial<Account>>>,
): Promise<void> =>
  upsertAccounts(
    database,
    Object.entries(accounts).map(([code, changes]) => account(code, changes)),
  );
