import type { RouteProgress, VehicleNow } from '#wire';
import { isSilent } from './fleet.js';

/** A row of the left-hand list. `key` names it while rows change places. */
export type FleetRow =
  | { readonly kind: 'vehicle'; readonly key: string; readonly vehicle: VehicleNow }
  | { readonly kind: 'route'; readonly key: string; readonly route: RouteProgress }
  /** Late routes that are not shown: choosing the row shows them. */
  | { readonly kind: 'more'; readonly key: 'more'; readonly count: number };

export const vehicleKey = (vehicleId: number): string => `vehicle ${vehicleId}`;
export const routeKey = (code: string): string => `route ${code}`;

/** What needs a decision first: silent vehicles, then late routes (or those searched), then the other vehicles. */
export function fleetRows(
  vehicles: readonly VehicleNow[],
  { shown, hidden }: { readonly shown: readonly RouteProgress[]; readonly hidden: number },
): FleetRow[] {
  const rowOf = (vehicle: VehicleNow): FleetRow => ({
    kind: 'vehicle',
    key: vehicleKey(vehicle.vehicleId),
    vehicle,
  });
  const routes: FleetRow[] = shown.map((route) => ({ kind: 'route', key: routeKey(route.code), route }));
  const more: FleetRow[] = hidden > 0 ? [{ kind: 'more', key: 'more', count: hidden }] : [];
  return [
    ...vehicles.filter(isSilent).map(rowOf),
    ...routes,
    ...more,
    ...vehicles.filter((vehicle) => !isSilent(vehicle)).map(rowOf),
  ];
}

/** The row `by` places below (above) the one with this key; without one, the first. */
export function rowBeside(rows: readonly FleetRow[], key: string | null, by: 1 | -1): FleetRow | undefined {
  const at = rows.findIndex((row) => row.key === key);
  return at < 0 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + by))];
}
