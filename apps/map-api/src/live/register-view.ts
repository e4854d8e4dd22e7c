import {
  ALL_AREAS,
  type Authority,
  type EffectivePlan,
  effectivePlan,
  type RoadNetwork,
  type Route,
  type WorkZone,
  workZoneOfSegments,
} from '#domain';
import {
  type Database,
  listAuthorities,
  listContractors,
  listRoutes,
  listVehicles,
  listWorkZones,
  type StoredVehicle,
} from '#store';

/** The register as map-api needs it, and what follows from it for the network. */
export interface RegisterView {
  readonly vehicles: ReadonlyMap<number, StoredVehicle>;
  readonly vehicleIdOfCode: ReadonlyMap<string, number>;
  readonly contractorNames: ReadonlyMap<string, string>;
  readonly authorities: readonly Authority[];
  readonly routes: readonly Route[];
  readonly zones: readonly WorkZone[];
  /** Null while no network is loaded. */
  readonly plan: EffectivePlan | null;
  /** Areas of snow and storms: `all`, then the zones' codes. */
  readonly areas: readonly string[];
  /** By segment: index into `areas`. */
  readonly areaOf: Uint16Array;
}

/** Reads the register and lays it over the network. `thresholdsCm` is by route class. */
export const readRegisterView = async (
  database: Database,
  network: RoadNetwork | null,
  thresholdsCm: Readonly<Record<string, number>>,
): Promise<RegisterView> => {
  const [vehicles, contractors, authorities, routes, zones] = await Promise.all([
    listVehicles(database),
    listContractors(database),
    listAuthorities(database),
    listRoutes(database),
    listWorkZones(database),
  ]);
  const plan = network && effectivePlan(network, routes, thresholdsCm);
  return {
    vehicles: new Map(vehicles.map((vehicle) => [vehicle.id, vehicle])),
    vehicleIdOfCode: new Map(vehicles.map((vehicle) => [vehicle.code, vehicle.id])),
    contractorNames: new Map(contractors.map(({ code, name }) => [code, name])),
    authorities,
    routes,
    zones,
    plan,
    areas: [ALL_AREAS, ...zones.map((zone) => zone.code)],
    areaOf: network && plan ? areasOfSegments(network, plan, zones) : new Uint16Array(0),
  };
};

/** The zone whose boundary holds the segment; where none does, the zone of its route; else `all`. */
function areasOfSegments(network: RoadNetwork, plan: EffectivePlan, zones: readonly WorkZone[]): Uint16Array {
  const zoneIndex = new Map(zones.map((zone, index) => [zone.code, index]));
  const inside = workZoneOfSegments(network, zones);
  return Uint16Array.from(inside, (zone, segment) => {
    if (zone >= 0) return zone + 1;
    const code = plan.routes[plan.routeIndex[segment]]?.workZoneCode ?? '';
    return (zoneIndex.get(code) ?? -1) + 1;
  });
}
