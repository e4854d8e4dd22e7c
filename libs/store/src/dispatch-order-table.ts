import type { DispatchOrder } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';
import { markTracks } from './track-mark-table.js';

/** An order before the store numbered it. */
export type NewDispatchOrder = Omit<DispatchOrder, 'id'>;

interface DispatchOrderRow {
  id: number;
  kind: DispatchOrder['kind'];
  routes: string[];
  vehicle_ids: number[];
  ordered_at: number;
  target_finish_at: number | null;
}

const toOrder = (row: DispatchOrderRow): DispatchOrder => ({
  id: row.id,
  kind: row.kind,
  routes: row.routes,
  vehicleIds: row.vehicle_ids,
  orderedAt: row.ordered_at,
  targetFinishAt: row.target_finish_at,
});

const COLUMNS = 'kind, routes, vehicle_ids, ordered_at, target_finish_at';

/**
 * Stores orders; an equal one is left as it is. New ones are told in the change table, and what their vehicles have
 * driven since is marked for matching. Returns how many were new.
 */
export const insertDispatchOrders = async (
  tx: Queryable,
  orders: readonly NewDispatchOrder[],
  recordedAt: number,
): Promise<number> => {
  let inserted = 0;
  for (const order of orders) {
    const [row] = await tx.query<DispatchOrderRow>(
      `INSERT INTO dispatch_order (${COLUMNS}, recorded_at)
       VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0))
       ON CONFLICT DO NOTHING RETURNING id, ${COLUMNS}`,
      [order.kind, order.routes, order.vehicleIds, order.orderedAt, order.targetFinishAt, recordedAt],
    );
    if (row === undefined) continue;
    inserted += 1;
    await insertChange(tx, 'dispatch_order', toOrder(row));
    const toAt = Math.max(order.orderedAt, recordedAt);
    await markTracks(
      tx,
      order.vehicleIds.map((vehicleId) => ({ vehicleId, fromAt: order.orderedAt, toAt })),
    );
  }
  return inserted;
};

/** Orders given in `[fromAt, toAt]`, in order of time. */
export const listDispatchOrders = async (
  db: Queryable,
  fromAt: number,
  toAt: number,
): Promise<DispatchOrder[]> => {
  const rows = await db.query<DispatchOrderRow>(
    `SELECT id, ${COLUMNS} FROM dispatch_order
     WHERE ordered_at BETWEEN to_timestamp($1 / 1000.0) AND to_timestamp($2 / 1000.0) ORDER BY ordered_at, id`,
    [fromAt, toAt],
  );
  return rows.map(toOrder);
};
