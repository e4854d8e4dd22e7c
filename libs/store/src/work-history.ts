import type { DispatchOrder, WorkState } from '#domain';
import type { Queryable } from './database.js';

/** Every event about a vehicle's work, each list in an order that does not depend on the order of arrival. */
export interface VehicleEvents {
  readonly states: readonly WorkState[];
  readonly orders: readonly DispatchOrder[];
}

const listStates = (queryable: Queryable, vehicleIds: readonly number[]): Promise<WorkState[]> =>
  queryable.query<WorkState>(
    `SELECT vehicle_id AS "vehicleId", at, blade, spreader, work_type AS "workType", source
     FROM work_state WHERE vehicle_id = ANY($1::int[]) ORDER BY work_state.at, source`,
    [vehicleIds],
  );

const listOrders = (queryable: Queryable, vehicleIds: readonly number[]): Promise<DispatchOrder[]> =>
  queryable.query<DispatchOrder>(
    `SELECT id, kind, routes, vehicle_ids AS "vehicleIds", ordered_at AS "orderedAt",
       target_finish_at AS "targetFinishAt", ordered_by AS "orderedBy", order_channel AS "orderChannel"
     FROM dispatch_order WHERE vehicle_ids && $1::int[]
     ORDER BY ordered_at, kind, routes, vehicle_ids, target_finish_at NULLS LAST`,
    [vehicleIds],
  );

/** The work events of each of these vehicles. */
export const listVehicleEvents = async (
  queryable: Queryable,
  vehicleIds: readonly number[],
): Promise<Map<number, VehicleEvents>> => {
  const states = await listStates(queryable, vehicleIds);
  const orders = await listOrders(queryable, vehicleIds);
  return new Map(
    vehicleIds.map((vehicleId) => [
      vehicleId,
      {
        states: states.filter((state) => state.vehicleId === vehicleId),
        orders: orders.filter((order) => order.vehicleIds.includes(vehicleId)),
      },
    ]),
  );
};
