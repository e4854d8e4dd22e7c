import { ROUTE_CLASSES, type RoadNetwork, type RouteClass } from '../network/road-network.js';
import type { Route } from '../register.js';

/** The plan a segment falls under: the loaded routes, and where none names its road, the network's own class. */
export interface EffectivePlan {
  readonly routes: readonly Route[];
  /** By segment: index into ROUTE_CLASSES. */
  readonly classIndex: Uint8Array;
  /** By segment: new snow in cm that starts the work. */
  readonly thresholdCm: Float32Array;
  /** By segment: index into `routes`; -1 where no loaded route names its road. */
  readonly routeIndex: Int32Array;
}

/** New snow in cm that starts the work where neither route nor class says: domain.md §3.1. */
export const DEFAULT_THRESHOLD_CM = 10;

const NONE = ROUTE_CLASSES.indexOf('none');

/**
 * Lays the routes over the network. Of several routes that name a road the one of the highest class holds, then the
 * one listed first. `thresholdsCm` is by route class.
 */
export const effectivePlan = (
  network: RoadNetwork,
  routes: readonly Route[],
  thresholdsCm: Readonly<Record<string, number>>,
): EffectivePlan => {
  const routeOfKey = routesByRoadKey(routes);
  const routeOfRoad = network.roads.map((road) => routeOfKey.get(road.key) ?? -1);
  const plan = {
    routes,
    classIndex: new Uint8Array(network.segmentCount),
    thresholdCm: new Float32Array(network.segmentCount),
    routeIndex: new Int32Array(network.segmentCount),
  };
  for (let s = 0; s < network.segmentCount; s += 1) {
    const road = network.roads[network.roadOf[s]];
    const index = routeOfRoad[network.roadOf[s]];
    const route = index < 0 ? undefined : routes[index];
    const routeClass = route?.routeClass ?? road.routeClass;
    plan.routeIndex[s] = index;
    plan.classIndex[s] = ROUTE_CLASSES.indexOf(routeClass);
    plan.thresholdCm[s] = route?.thresholdCm ?? thresholdsCm[routeClass] ?? DEFAULT_THRESHOLD_CM;
  }
  return plan;
};

function routesByRoadKey(routes: readonly Route[]): Map<string, number> {
  const rank = (index: number): number => ROUTE_CLASSES.indexOf(routes[index].routeClass);
  const byKey = new Map<string, number>();
  routes.forEach((route, index) => {
    for (const key of route.roadKeys) {
      const known = byKey.get(key);
      if (known === undefined || rank(index) < rank(known)) byKey.set(key, index);
    }
  });
  return byKey;
}

/** Is the segment of a route class that is plowed at all? */
export const isInPlan = (plan: EffectivePlan, segment: number): boolean => plan.classIndex[segment] !== NONE;

export const routeClassOf = (plan: EffectivePlan, segment: number): RouteClass =>
  ROUTE_CLASSES[plan.classIndex[segment]];
