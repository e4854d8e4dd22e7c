import type { DispatchOrder } from '../events.js';

/** What is ordered for one route: the newest order's target, and every vehicle that an open order sends there. */
export interface RouteOrders {
  readonly newest: DispatchOrder;
  readonly vehicleIds: readonly number[];
}

/** Of orders of one instant the one with the earliest target comes last: never in the order of their arrival. */
const byTime = (a: DispatchOrder, b: DispatchOrder): number =>
  a.orderedAt - b.orderedAt ||
  (b.targetFinishAt ?? Number.MAX_VALUE) - (a.targetFinishAt ?? Number.MAX_VALUE) ||
  compareTexts(`${a.kind} ${a.vehicleIds}`, `${b.kind} ${b.vehicleIds}`);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The open orders by route code: given from `sinceAt` (the storm's start) to `nowAt`. Standby sends nobody to a road.
 */
export const openOrders = (
  orders: readonly DispatchOrder[],
  sinceAt: number,
  nowAt: number,
): Map<string, RouteOrders> => {
  const byRoute = new Map<string, RouteOrders>();
  const open = orders.filter(
    (order) => order.kind !== 'standby_order' && order.orderedAt >= sinceAt && order.orderedAt <= nowAt,
  );
  for (const order of open.sort(byTime)) {
    for (const route of order.routes) {
      const before = byRoute.get(route)?.vehicleIds ?? [];
      byRoute.set(route, { newest: order, vehicleIds: [...new Set([...before, ...order.vehicleIds])] });
    }
  }
  return byRoute;
};
