import type { Register } from '#domain';
import { type Storm, simulateStorm, smallTown } from '#fixtures';

/** Machines of the small town that work for C01, who has the city's contract `2025-shi-C01` by `cityContracts`. */
export const HIRED = ['T-1', 'T-2'];

/** The small town with a city that has one contractor. */
export const contractorTown = (): Register => {
  const { register } = smallTown();
  return {
    ...register,
    authorities: [{ code: 'shi', name: '市', kind: 'city' }],
    contractors: [{ code: 'C01', name: '六花建設(架空)' }],
    routes: register.routes.map((route) => ({ ...route, authorityCode: 'shi' })),
    vehicles: register.vehicles.map((vehicle) => ({
      ...vehicle,
      ...{ authorityCode: 'shi', contractorCode: HIRED.includes(vehicle.code) ? 'C01' : null },
    })),
  };
};

/** An hour's storm of these machines. */
export const contractorStorm = (startAt: number): Storm => {
  const town = smallTown();
  const machines = town.machines.filter(({ vehicleCode }) => HIRED.includes(vehicleCode));
  return simulateStorm({ ...town, machines }, { seed: 3, hours: 1, startAt });
};
