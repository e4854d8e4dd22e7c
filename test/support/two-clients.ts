import type { Register } from '#domain';
import { saveIssuer, saveRecipient, saveRegister } from '#store';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import { HOUR_MS, type MapApiApp, NOW_AT, REGISTER, STREETS, startMapApi } from './map-api-app.js';
import { storeAccounts, storeNights } from './paper-world.js';

/** The evening of 2026-01-25. */
export const EVENING = NOW_AT - 9 * HOUR_MS;
export const PERIOD = '2026-01';

/** 本通り is the city's (K), 細道 the prefecture's (I). */
const register: Register = {
  ...REGISTER,
  authorities: [...REGISTER.authorities, { code: 'I', name: '試験県', kind: 'prefecture' }],
  contractors: [...REGISTER.contractors, { code: 'C2', name: '𠮷髙土木' }],
  vehicles: REGISTER.vehicles.map((vehicle, i) =>
    i === 0 ? vehicle : { ...vehicle, contractorCode: 'C2', plateNo: '金沢 100 あ 5678' },
  ),
  routes: REGISTER.routes.map((route) => (route.code === 'R2' ? { ...route, authorityCode: 'I' } : route)),
};

export interface TwoClientsOrder {
  /** Does the other contractor's machine drive along with the first one's, under the same plate? */
  readonly isTwin: boolean;
}

/**
 * A night of machine P1 of contractor C1 for two clients, an hour on the city's road and one on the prefecture's, and of P2
 * of C2. Accounts: `city` and `pref` of one authority each, `both` of all; `c1`, `c2`; `d1`, `d2`; `audit`.
 */
export const startTwoClients = async ({ isTwin }: TwoClientsOrder): Promise<MapApiApp> => {
  const api = await startMapApi();
  const { database } = api;
  const stamp = { by: 'test', at: NOW_AT };
  const [first, second] = register.vehicles;
  const vehicles = isTwin ? [first, { ...second, plateNo: first.plateNo }] : register.vehicles;
  await database.transaction(async (tx) => {
    await saveRegister(tx, { ...register, vehicles });
    for (const contractorCode of ['C1', 'C2']) await saveIssuer(tx, { ...ISSUER, contractorCode }, stamp);
    await saveRecipient(tx, { clientCode: 'K', addressee: '試験市長' }, stamp);
    await saveRecipient(tx, { clientCode: 'I', addressee: '試験県知事' }, stamp);
  });
  await api.caughtUp();
  await storeAccounts(database, {
    city: { authorityCode: 'K' },
    pref: { authorityCode: 'I' },
    both: {},
    c1: { role: 'contractor', contractorCode: 'C1' },
    c2: { role: 'contractor', contractorCode: 'C2' },
    d1: { role: 'driver', vehicleCodes: ['P1'] },
    d2: { role: 'driver', vehicleCodes: ['P2'] },
    audit: { role: 'auditor' },
  });
  const drive = (vehicle: string, road: string, hours: number) => ({
    vehicle,
    roads: [road],
    fromAt: EVENING + hours * HOUR_MS,
    toAt: EVENING + (hours + 1) * HOUR_MS,
  });
  const nights = [
    drive('P1', '本通り', 0),
    drive('P1', '細道', 1),
    isTwin ? drive('P2', '本通り', 0) : drive('P2', '高しきい通り', 0),
  ];
  await storeNights(database, STREETS, { clientCode: 'K', otherClient: 'I', nights, at: NOW_AT });
  return api;
};
