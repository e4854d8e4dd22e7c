import type { RoadPlace } from '../contract/contract.js';
import type { AuthorityKind, RoadNetwork, RouteClass } from '../network/road-network.js';
import type { EffectivePlan } from '../plan/effective-plan.js';
import { routeClassOf } from '../plan/effective-plan.js';
import type { Authority, WorkZone } from '../register.js';
import { type SectionEnds, sectionEnds } from './section-ends.js';

/** How a road is called on paper. */
export interface RoadWords {
  /** 路線番号, such as `8`; empty where it has none. */
  readonly routeNo: string;
  readonly routeName: string;
  readonly routeClass: RouteClass;
}

/** What reports ask of the roads. */
export interface ReportRoads {
  placeOf(segment: number): RoadPlace;
  wordsOf(segment: number): RoadWords;
  /** How the ends of a section are called, given its lowest and highest segment. */
  endsOf(fromSegment: number, toSegment: number): SectionEnds;
  /** Where a route of the plan stands; null where the plan has no such route. */
  placeOfRoute(routeCode: string): RoadPlace | null;
  /** 国・県・市: what kind of authority an owner is; null where the register does not know it. */
  kindOf(ownerCode: string): AuthorityKind | null;
}

export interface RoadBooks {
  readonly network: RoadNetwork;
  readonly plan: EffectivePlan;
  readonly authorities: readonly Authority[];
  readonly workZones: readonly WorkZone[];
  /** By segment: index into `workZones`, -1 for none (`workZoneOfSegments`). */
  readonly zoneOfSegment: Int32Array;
}

/** The only authority of each kind: the owner of roads that no route names. Where there are several, nobody can say. */
const onlyOfKind = (authorities: readonly Authority[]): Map<AuthorityKind, string> => {
  const codes = new Map<AuthorityKind, string>();
  for (const { kind, code } of authorities)
    if (authorities.filter((other) => other.kind === kind).length === 1) codes.set(kind, code);
  return codes;
};

/**
 * Owner, route and zone of each segment: those of the plan's route; where no route names the road or the route leaves them
 * open, the network's own kind of authority and the zone that holds the segment.
 */
export const reportRoads = (books: RoadBooks): ReportRoads => {
  const { network, plan, authorities, workZones, zoneOfSegment } = books;
  const ownerOfKind = onlyOfKind(authorities);
  const kinds = new Map(authorities.map(({ code, kind }) => [code, kind]));
  const routes = new Map(plan.routes.map((route) => [route.code, route]));
  const roadOf = (segment: number) => network.roads[network.roadOf[segment]];
  return {
    placeOf: (segment) => {
      const route = plan.routes[plan.routeIndex[segment]];
      return {
        ownerCode: route?.authorityCode ?? ownerOfKind.get(roadOf(segment).authority) ?? null,
        routeCode: route?.code ?? null,
        workZoneCode: route?.workZoneCode ?? workZones[zoneOfSegment[segment]]?.code ?? null,
      };
    },
    wordsOf: (segment) => {
      const route = plan.routes[plan.routeIndex[segment]];
      const { ref, name } = roadOf(segment);
      return { routeNo: ref, routeName: route?.name ?? name, routeClass: routeClassOf(plan, segment) };
    },
    endsOf: (fromSegment, toSegment) => sectionEnds(network, fromSegment, toSegment),
    placeOfRoute: (routeCode) => {
      const route = routes.get(routeCode);
      if (route === undefined) return null;
      return { ownerCode: route.authorityCode, routeCode, workZoneCode: route.workZoneCode };
    },
    kindOf: (ownerCode) => kinds.get(ownerCode) ?? null,
  };
};
