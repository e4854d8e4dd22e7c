import { isDrivable, type RoadNetwork } from '#domain';
import { printInstant, type RouteProgress } from '#wire';
import type { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';

/** A route is complete when this share of its directed metres is plowed (contracts). */
const COMPLETE_SHARE = 0.9;
/** Shorter segments are left out of lengths (contracts). */
const SHORTEST_COUNTED_CM = 1_500;

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
    const { lengthCm, plowedShare } = plowedPart(network, board, segmentsOf[index]);
    const order = board.situations.map((situation) => situation.orders[index]?.newest).find(Boolean);
    return {
      code: route.code,
      name: route.name,
      routeClass: route.routeClass,
      contractor: contractorNames.get(route.contractorCode ?? '') ?? '',
      workZone: route.workZoneCode,
      lengthKm: Math.round(lengthCm / 1_000) / 100,
      plowedShare: Math.round(plowedShare * 1_000) / 1_000,
      complete: plowedShare >= COMPLETE_SHARE,
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

function plowedPart(
  network: RoadNetwork,
  board: ClearanceBoard,
  segments: readonly number[],
): { lengthCm: number; plowedShare: number } {
  let [lengthCm, directedCm, plowedCm] = [0, 0, 0];
  for (const segment of segments.filter((s) => network.lengthCm[s] >= SHORTEST_COUNTED_CM)) {
    lengthCm += network.lengthCm[segment];
    for (const directed of [2 * segment, 2 * segment + 1]) {
      if (!isDrivable(network, directed)) continue;
      directedCm += network.lengthCm[segment];
      const { countedFromAt, stormStartedAt } = board.inputOf(directed);
      if (countedFromAt !== null && countedFromAt >= (stormStartedAt ?? 0))
        plowedCm += network.lengthCm[segment];
    }
  }
  return { lengthCm, plowedShare: directedCm === 0 ? 0 : plowedCm / directedCm };
}
