import { type Account, type Contract, type DailyReport, localDateOf, type RoadNetwork } from '#domain';
import { makeReportsOf } from '#paperwork';
import {
  type Database,
  listDevices,
  listReports,
  listVehicles,
  type StoredVehicle,
  saveContract,
  upsertAccounts,
  upsertDevices,
} from '#store';
import { handBuiltContract } from '../../libs/domain/src/contract/hand-built-contract.js';
import { fixesOfNight, type Night, storeMatched } from './driven-night.js';

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

/** One contract for each contractor of the register, with the client's own roads; numbers begin with `kind`. */
const contractsOf = (vehicles: readonly StoredVehicle[], clientCode: string, kind: string): Contract[] =>
  [...new Set(vehicles.map(({ contractorCode }) => contractorCode!))].map((contractorCode) => {
    const own = vehicles.filter((vehicle) => vehicle.contractorCode === contractorCode).map(machineOf);
    const bare = handBuiltContract({ id: `${kind}-${contractorCode}`, clientCode, contractorCode });
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

/** Stores a machine's night, or more of one that is stored: fixes as they come, passes as tracks makes them of all. */
export const storeNight = async (database: Database, network: RoadNetwork, night: Night): Promise<void> => {
  const code = `night-${night.vehicle}`;
  await upsertDevices(database, [{ code, token: `${code}-token` }]);
  const device = (await listDevices(database)).find((each) => each.code === code)!;
  const vehicle = (await listVehicles(database)).find((each) => each.code === night.vehicle)!;
  const fixes = fixesOfNight(network, night, { vehicleId: vehicle.id, deviceId: device.id });
  await database.transaction((tx) => storeMatched(tx, network, fixes));
};

export interface NightsOrder {
  /** Of the contracts `K-…`. */
  readonly clientCode: string;
  /** Of the contracts `L-…` for the same machines; left out, there are none. */
  readonly otherClient?: string;
  readonly nights: readonly Night[];
  readonly at: number;
}

/** Stores contracts and the passes and fixes of these nights, and has the paperwork make their reports. */
export const storeNights = async (
  database: Database,
  network: RoadNetwork,
  { clientCode, otherClient, nights, at }: NightsOrder,
): Promise<PaperWorld> => {
  const vehicles = await listVehicles(database);
  const hired = vehicles.filter(({ contractorCode }) => contractorCode !== null);
  const contracts = [
    ...contractsOf(hired, clientCode, 'K'),
    ...(otherClient === undefined ? [] : contractsOf(hired, otherClient, 'L')),
  ];
  await database.transaction(async (tx) => {
    for (const contract of contracts) await saveContract(tx, contract, { by: 'test', at });
  });
  for (const night of nights) await storeNight(database, network, night);
  const dates = nights.map(({ fromAt }) => localDateOf(fromAt)).sort();
  const range = { fromDate: dates[0], toDate: dates[dates.length - 1] };
  await makeReportsOf({ database, network }, { range, at });
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
