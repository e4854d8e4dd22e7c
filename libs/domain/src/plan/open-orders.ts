import type { DispatchOrder } from '../events.js';

/** What is ordered for one route: the newest order's target, and every vehicle that an open order sends there. */
export interface RouteOrders {
  readonly newest: DispatchOrder;
  readonly vehicleIds: readonly number[];
}

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
  for (const order of open.sort((a, b) => a.orderedAt - b.orderedAt || a.id - b.id)) {
    for (const route of order.routes) {
      const before = byRoute.get(route)?.vehicleIds ?? [];
      byRoute.set(route, { newest: order, vehicleIds: [...new Set([...before, ...order.vehicleIds])] });
    }
  }
  return byRoute;
};
