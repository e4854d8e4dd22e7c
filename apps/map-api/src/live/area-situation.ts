import { openOrders, type RouteOrders, stormOn } from '#domain';
import type { RegisterView } from './register-view.js';
import type { Weather } from './weather.js';

/** What holds in one area (work zone or `all`) at an instant, computed once for all its segments. */
export interface AreaSituation {
  readonly area: string;
  /** Start of the storm that is on; null without one. */
  readonly stormStartedAt: number | null;
  readonly newSnowCm: number;
  /** By route index: what is ordered; undefined where nothing is. */
  readonly orders: readonly (RouteOrders | undefined)[];
  /** By route index: units are ordered there and none of them reports. */
  readonly silent: readonly boolean[];
}

/** `isSilent` says of a vehicle that was sent out at an instant whether it has stopped reporting. */
export const situationOf = (
  area: string,
  nowAt: number,
  {
    register,
    weather,
    isSilent,
  }: {
    register: RegisterView;
    weather: Weather;
    isSilent: (vehicleId: number, sentAt: number) => boolean;
  },
): AreaSituation => {
  const storm = stormOn(weather.storms, area, nowAt);
  if (storm === null) return { area, stormStartedAt: null, newSnowCm: 0, orders: [], silent: [] };
  const byRoute = openOrders(weather.orders, storm.startedAt, nowAt);
  const orders = register.routes.map((route) => byRoute.get(route.code));
  return {
    area,
    stormStartedAt: storm.startedAt,
    newSnowCm: weather.snow.newSnowCm(area, storm.startedAt, nowAt),
    orders,
    silent: orders.map((order) => {
      const sent = order?.vehicleIds ?? [];
      return sent.length > 0 && sent.every((id) => isSilent(id, order!.newest.orderedAt));
    }),
  };
};
