import {
  type Authority,
  type Contract,
  effectivePlan,
  isInPlan,
  type ReportRoads,
  type RoadNetwork,
  type Route,
  reportRoads,
  sha256,
  type WorkZone,
  workZoneOfSegments,
} from '#domain';
import {
  listAuthorities,
  listContracts,
  listRoutes,
  listVehicles,
  listWorkZones,
  type Queryable,
  type StoredVehicle,
} from '#store';
import { readSettings, type SettingsOf } from './paper-settings.js';

/** The register and the contracts as reports are made from them, read at one time. */
export interface PaperBooks {
  readonly network: RoadNetwork;
  readonly authorities: readonly Authority[];
  readonly workZones: readonly WorkZone[];
  readonly routes: readonly Route[];
  readonly vehicles: readonly StoredVehicle[];
  /** The newest version of each. */
  readonly contracts: readonly Contract[];
  readonly roads: ReportRoads;
  /** Of the network and of everything that `roads` are laid out from. */
  readonly roadsHash: string;
  /** Is the segment a road of the plan? */
  readonly isTarget: (segment: number) => boolean;
  readonly settings: SettingsOf;
}

type RoadRegister = Pick<PaperBooks, 'authorities' | 'workZones' | 'routes'>;
type BookedRoads = Pick<PaperBooks, 'roads' | 'isTarget' | 'roadsHash'>;

/** The roads that were laid out last for a network: which zone holds a segment takes seconds to find for a city. */
const laidOut = new WeakMap<RoadNetwork, { readonly register: string; readonly roads: BookedRoads }>();

/** What the roads of a network are called and whose they are, by a register. */
const roadsOf = (network: RoadNetwork, given: RoadRegister): BookedRoads => {
  const register = JSON.stringify(given);
  const known = laidOut.get(network);
  if (known?.register === register) return known.roads;
  const roads = { ...layOut(network, given), roadsHash: sha256(`${network.hash} ${register}`) };
  laidOut.set(network, { register, roads });
  return roads;
};

const layOut = (
  network: RoadNetwork,
  { authorities, workZones, routes }: RoadRegister,
): Omit<BookedRoads, 'roadsHash'> => {
  const plan = effectivePlan(network, routes, {});
  const zoneOfSegment = workZoneOfSegments(network, workZones);
  return {
    roads: reportRoads({ network, plan, authorities, workZones, zoneOfSegment }),
    isTarget: (segment) => isInPlan(plan, segment),
  };
};

export const readBooks = async (queryable: Queryable, network: RoadNetwork): Promise<PaperBooks> => {
  const register = {
    authorities: await listAuthorities(queryable),
    workZones: await listWorkZones(queryable),
    routes: await listRoutes(queryable),
  };
  return {
    network,
    ...register,
    vehicles: await listVehicles(queryable),
    contracts: await listContracts(queryable),
    settings: await readSettings(queryable),
    ...roadsOf(network, register),
  };
};
