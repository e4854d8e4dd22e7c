import { type DispatchOrder, SnowGauge, type Storm } from '#domain';
import { type Database, listDispatchOrders, listSnowfalls, listStorms } from '#store';

/** Storms, snow and orders of the last fortnight: longer than any storm. */
const LOOK_BACK_MS = 14 * 86_400_000;

/** The recorded events that clearance follows from, besides passes. */
export interface Weather {
  readonly storms: readonly Storm[];
  readonly snow: SnowGauge;
  readonly orders: readonly DispatchOrder[];
}

export const readWeather = async (database: Database, nowAt: number): Promise<Weather> => {
  const sinceAt = nowAt - LOOK_BACK_MS;
  const [storms, snowfalls, orders] = await Promise.all([
    listStorms(database, sinceAt),
    listSnowfalls(database, sinceAt),
    listDispatchOrders(database, sinceAt, nowAt + LOOK_BACK_MS),
  ]);
  return { storms, snow: new SnowGauge(snowfalls), orders };
};
