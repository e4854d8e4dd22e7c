import {
  listAuthorities,
  listContractors,
  listDevices,
  listRoutes,
  listVehicles,
  listWorkZones,
  type Queryable,
} from '#store';
import type { KnownRegister } from './load-assemble.js';

/** What the store has of the register. */
export const readKnownRegister = async (queryable: Queryable): Promise<KnownRegister> => ({
  authorities: (await listAuthorities(queryable)).map(({ code }) => code),
  contractors: (await listContractors(queryable)).map(({ code }) => code),
  workZones: await listWorkZones(queryable),
  vehicles: await listVehicles(queryable),
  devices: await listDevices(queryable),
  routes: await listRoutes(queryable),
});
