import type { VehicleNow as StoredVehicleNow } from '#store';
import { printInstant, type VehicleNow } from '#wire';
import type { RegisterView } from '../live/register-view.js';

const printOrNull = (at: number | null): string | null => (at === null ? null : printInstant(at));

/** A vehicle's newest fix for the staff pages, with its name and contractor. */
export const wireVehicle = (vehicle: StoredVehicleNow, register: RegisterView): VehicleNow => {
  const known = register.vehicles.get(vehicle.vehicleId);
  return {
    vehicleId: vehicle.vehicleId,
    code: known?.code ?? String(vehicle.vehicleId),
    name: known?.name ?? '',
    contractor: register.contractorNames.get(known?.contractorCode ?? '') ?? '',
    machineType: known?.machineType ?? '',
    fixAt: printOrNull(vehicle.fixAt),
    receivedAt: printOrNull(vehicle.receivedAt),
    lat: vehicle.latE6 === null ? null : vehicle.latE6 / 1e6,
    lng: vehicle.lngE6 === null ? null : vehicle.lngE6 / 1e6,
    speedMps: vehicle.speedMps,
    headingDeg: vehicle.headingDeg,
    directed: vehicle.directed,
    workKind: vehicle.workKind,
    silentSince: printOrNull(vehicle.silentSince),
  };
};
