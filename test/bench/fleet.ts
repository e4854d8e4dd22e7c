import type { Register } from '#domain';
import type { City, Storm, WireFix } from '#fixtures';

/** A vehicle of a fleet with its fixes in the order of time. */
export interface FleetVehicle {
  readonly code: string;
  readonly token: string;
  readonly fixes: readonly WireFix[];
}

const copyOf = (text: string, copy: number): string => `${text}-${copy}`;

/** A city's register with every vehicle and device `copies` times. */
export const fleetRegister = ({ register }: City, copies: number): Register => {
  const all = Array.from({ length: copies }, (_, copy) => copy);
  return {
    ...register,
    vehicles: all.flatMap((copy) =>
      register.vehicles.map((vehicle) => ({ ...vehicle, code: copyOf(vehicle.code, copy) })),
    ),
    devices: all.flatMap((copy) =>
      register.devices.map(({ code, token }) => ({ code: copyOf(code, copy), token: copyOf(token!, copy) })),
    ),
    assignments: all.flatMap((copy) =>
      register.assignments.map(({ deviceCode, vehicleCode, fromAt }) => ({
        deviceCode: copyOf(deviceCode, copy),
        vehicleCode: copyOf(vehicleCode, copy),
        fromAt,
      })),
    ),
  };
};

/** The vehicles of a storm `copies` times, each with all its fixes and without the tricks of its radio. */
export const fleetOf = (storm: Storm, copies: number): FleetVehicle[] => {
  const fixesOf = new Map<string, Map<string, WireFix>>();
  for (const { vehicleCode, fixes } of storm.uploads) {
    const known = fixesOf.get(vehicleCode) ?? new Map<string, WireFix>();
    for (const fix of fixes) known.set(fix.at, fix);
    fixesOf.set(vehicleCode, known);
  }
  return Array.from({ length: copies }, (_, copy) =>
    storm.machines.map(({ vehicleCode, deviceToken }) => ({
      code: copyOf(vehicleCode, copy),
      token: copyOf(deviceToken, copy),
      fixes: [...(fixesOf.get(vehicleCode)?.values() ?? [])].sort((a, b) => (a.at < b.at ? -1 : 1)),
    })),
  ).flat();
};

/** The same drive with `times` as many fixes: between two of them others on the straight line. */
export const densify = (fixes: readonly WireFix[], times: number): WireFix[] =>
  fixes.flatMap((fix, index) => {
    const next = fixes[index + 1];
    if (next === undefined) return [fix];
    const [at, nextAt] = [Date.parse(fix.at), Date.parse(next.at)];
    return Array.from({ length: times }, (_, step) => {
      const share = step / times;
      return {
        ...fix,
        at: new Date(Math.round(at + share * (nextAt - at))).toISOString(),
        lat: Number((fix.lat + share * (next.lat - fix.lat)).toFixed(6)),
        lng: Number((fix.lng + share * (next.lng - fix.lng)).toFixed(6)),
      };
    });
  });

/** Fixes from `fromAt` (epoch ms) on: what a stack's clock has passed when it begins is left out. */
export const since = (vehicles: readonly FleetVehicle[], fromAt: number): FleetVehicle[] =>
  vehicles.map((vehicle) => ({
    ...vehicle,
    fixes: vehicle.fixes.filter((fix) => Date.parse(fix.at) >= fromAt),
  }));
