import { currentStorm, openOrders, type RouteOrders } from '#domain';
import type { LivePicture } from './live-picture.js';

/** What holds in one area (work zone or `all`) at an instant, computed once for all its segments. */
export interface AreaSituation {
  readonly area: string;
  /** Start of the current storm, and its end if that has come; null without one. */
  readonly stormStartedAt: number | null;
  readonly stormEndedAt: number | null;
  readonly newSnowCm: number;
  /** By route index: what is ordered; undefined where nothing is. */
  readonly orders: readonly (RouteOrders | undefined)[];
  /** By route index: units are ordered there and none of them reports. */
  readonly silent: readonly boolean[];
}

export const situationOf = (area: string, nowAt: number, picture: LivePicture): AreaSituation => {
  const { register, weather, settings } = picture;
  const storm = currentStorm(weather.storms, area, nowAt, settings.dueAfterStormMs);
  if (storm === null) {
    return { area, stormStartedAt: null, stormEndedAt: null, newSnowCm: 0, orders: [], silent: [] };
  }
  const byRoute = openOrders(weather.orders, storm.startedAt, nowAt);
  const orders = register.routes.map((route) => byRoute.get(route.code));
  const isOver = storm.endedAt !== null && storm.endedAt <= nowAt;
  return {
    area,
    stormStartedAt: storm.startedAt,
    stormEndedAt: isOver ? storm.endedAt : null,
    newSnowCm: weather.snow.newSnowCm(area, storm.startedAt, nowAt),
    orders,
    silent: orders.map((order) => {
      const sent = order?.vehicleIds ?? [];
      return sent.length > 0 && sent.every((id) => picture.isSilent(id, storm.startedAt));
    }),
  };
};
