import type { BundleContents } from '#bundle';
import type { Fix, Register, ReportSettings } from '#domain';
import { cityContracts, simulateStorm, smallTown } from '#fixtures';
import { bundleOf } from './bundle-of.js';
import { fixesOf } from './storm-steps.js';

/** A small town's simulated night as a bundle: two machines of one contractor. */

const START_AT = Date.parse('2026-01-24T23:20:00+09:00');
const MACHINES = ['T-1', 'T-2'];

const town = smallTown();
const register: Register = {
  ...town.register,
  authorities: [{ code: 'shi', name: '市', kind: 'city' }],
  contractors: [{ code: 'C01', name: '六花建設(架空)' }],
  routes: town.register.routes.map((route) => ({ ...route, authorityCode: 'shi' })),
  vehicles: town.register.vehicles.map((vehicle) => ({
    ...vehicle,
    contractorCode: 'C01',
    authorityCode: 'shi',
    machineSpec: '11t級',
  })),
};
const book = cityContracts(register, '2026-01-24');
const ids = new Map(register.vehicles.map(({ code }, i) => [code, i + 1]));

const storm = simulateStorm(
  { ...town, machines: town.machines.filter(({ vehicleCode }) => MACHINES.includes(vehicleCode)) },
  { seed: 3, hours: 1, startAt: START_AT },
);
const byTime = (a: Fix, b: Fix): number => a.fixAt - b.fixAt;
const machineOf = (code: string) => {
  const { machineType, machineSpec, ownership, plateNo } = register.vehicles[ids.get(code)! - 1];
  const uploads = storm.uploads.filter(({ vehicleCode }) => vehicleCode === code);
  return {
    vehicleId: ids.get(code)!,
    machine: { machineCode: code, machineType, machineSpec, ownership, plateNo },
    contractorCode: 'C01',
    fixes: fixesOf({ uploads }, ids).sort(byTime),
  };
};

/** The inputs say what was plowed, so that no order or button is needed. */
export const townBundle = (settings?: ReportSettings): BundleContents =>
  bundleOf({
    ...{ network: town.network, register, machines: MACHINES.map(machineOf), settings },
    ...{ orders: [], workStates: [], otherContracts: [], month: '2026-01' },
    contract: book.contracts[0],
    issuer: book.issuers[0],
    recipient: book.recipients.find(({ clientCode }) => clientCode === 'shi')!,
  });
