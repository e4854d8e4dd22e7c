import { completionOf, isInPlan, type RoadNetwork } from '#domain';
import { printInstant, type RouteProgress, type WorkZoneProgress } from '#wire';
import type { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';

/** The segments of every loaded route, in rising order. */
export const segmentsOfRoutes = (routeIndex: Int32Array, routeCount: number): number[][] => {
  const segments: number[][] = Array.from({ length: routeCount }, () => []);
  routeIndex.forEach((route, segment) => {
    if (route >= 0) segments[route].push(segment);
  });
  return segments;
};

/** How far every loaded route is done at the board's instant, in the order of the plan. */
export const routeProgress = (
  network: RoadNetwork,
  picture: LivePicture,
  board: ClearanceBoard,
): RouteProgress[] => {
  const { routes, plan, contractorNames } = picture.register;
  const segmentsOf = segmentsOfRoutes(plan!.routeIndex, routes.length);
  return routes.map((route, index) => {
    const order = board.situations.map((situation) => situation.orders[index]?.newest).find(Boolean);
    return {
      code: route.code,
      name: route.name,
      routeClass: route.routeClass,
      contractor: contractorNames.get(route.contractorCode ?? '') ?? '',
      workZone: route.workZoneCode,
      ...wireCompletion(network, board, segmentsOf[index]),
      order: order
        ? {
            kind: order.kind,
            orderedAt: printInstant(order.orderedAt),
            targetFinishAt: order.targetFinishAt === null ? null : printInstant(order.targetFinishAt),
          }
        : null,
    };
  });
};

/** How far every work zone is done: its roads of the plan, whatever route they belong to. */
export const zoneProgress = (
  network: RoadNetwork,
  picture: LivePicture,
  board: ClearanceBoard,
): WorkZoneProgress[] => {
  const { zones, plan, areaOf, contractorNames } = picture.register;
  const segmentsOf: number[][] = zones.map(() => []);
  areaOf.forEach((area, segment) => {
    if (area > 0 && isInPlan(plan!, segment)) segmentsOf[area - 1].push(segment);
  });
  return zones.map((zone, index) => ({
    code: zone.code,
    name: zone.name,
    contractor: contractorNames.get(zone.contractorCode ?? '') ?? '',
    ...wireCompletion(network, board, segmentsOf[index]),
  }));
};

/** Plowed since the storm began, as often as the class needs. */
const wireCompletion = (network: RoadNetwork, board: ClearanceBoard, segments: readonly number[]) => {
  const { lengthCm, plowedShare, complete } = completionOf(network, segments, (directed) => {
    const { countedFromAt, stormStartedAt } = board.inputOf(directed);
    return countedFromAt !== null && countedFromAt >= (stormStartedAt ?? 0);
  });
  return {
    lengthKm: Math.round(lengthCm / 1_000) / 100,
    plowedShare: Math.round(plowedShare * 1_000) / 1_000,
    complete,
  };
};
