import type { DispatchOrder } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';
import { markEvents } from './event-marks.js';
import { countEvents } from './record-day-table.js';
import { OPEN_END_AT, type TrackMark } from './track-mark-table.js';

/** An order before the store numbered it. */
export type NewDispatchOrder = Omit<DispatchOrder, 'id'>;

interface DispatchOrderRow {
  id: number;
  kind: DispatchOrder['kind'];
  routes: string[];
  vehicle_ids: number[];
  ordered_at: number;
  target_finish_at: number | null;
  ordered_by: string | null;
  order_channel: string | null;
}

const toOrder = (row: DispatchOrderRow): DispatchOrder => ({
  id: row.id,
  kind: row.kind,
  routes: row.routes,
  vehicleIds: row.vehicle_ids,
  orderedAt: row.ordered_at,
  targetFinishAt: row.target_finish_at,
  orderedBy: row.ordered_by,
  orderChannel: row.order_channel,
});

const COLUMNS = 'kind, routes, vehicle_ids, ordered_at, target_finish_at, ordered_by, order_channel';

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
  const marks: TrackMark[] = [];
  for (const order of orders) {
    const [row] = await tx.query<DispatchOrderRow>(
      `INSERT INTO dispatch_order (${COLUMNS}, recorded_at)
       VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6, $7,
         to_timestamp($8::float8 / 1000))
       ON CONFLICT DO NOTHING RETURNING id, ${COLUMNS}`,
      [
        order.kind,
        order.routes,
        order.vehicleIds,
        order.orderedAt,
        order.targetFinishAt,
        order.orderedBy ?? null,
        order.orderChannel ?? null,
        recordedAt,
      ],
    );
    if (row === undefined) continue;
    inserted += 1;
    await insertChange(tx, 'dispatch_order', toOrder(row));
    for (const vehicleId of order.vehicleIds)
      marks.push({ vehicleId, fromAt: order.orderedAt, toAt: OPEN_END_AT });
  }
  await countEvents(
    tx,
    marks.map(({ vehicleId, fromAt }) => ({ vehicleId, at: fromAt })),
  );
  await markEvents(tx, marks);
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
     WHERE ordered_at BETWEEN to_timestamp($1::float8 / 1000) AND to_timestamp($2::float8 / 1000) ORDER BY ordered_at, id`,
    [fromAt, toAt],
  );
  return rows.map(toOrder);
};
