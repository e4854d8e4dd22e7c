import type { WorkState } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';
import { markTracks } from './track-mark-table.js';

interface WorkStateRow {
  vehicle_id: number;
  at: number;
  blade: boolean | null;
  spreader: boolean | null;
  work_type: WorkState['workType'];
  source: WorkState['source'];
}

const toWorkState = (row: WorkStateRow): WorkState => ({
  vehicleId: row.vehicle_id,
  at: row.at,
  blade: row.blade,
  spreader: row.spreader,
  workType: row.work_type,
  source: row.source,
});

const COLUMNS = 'vehicle_id, at, blade, spreader, work_type, source';

/**
 * Stores work states; one that is known by vehicle, instant and source is left as it is. New ones are told in the
 * change table, and the time until the vehicle's next state is marked for matching. Returns how many were new.
 */
export const insertWorkStates = async (
  tx: Queryable,
  states: readonly WorkState[],
  recordedAt: number,
): Promise<number> => {
  let inserted = 0;
  for (const state of states) {
    const rows = await tx.query(
      `INSERT INTO work_state (${COLUMNS}, recorded_at)
       VALUES ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6, to_timestamp($7 / 1000.0))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [state.vehicleId, state.at, state.blade, state.spreader, state.workType, state.source, recordedAt],
    );
    if (rows.length === 0) continue;
    inserted += 1;
    await insertChange(tx, 'work_state', state);
    await markTracks(tx, [
      { vehicleId: state.vehicleId, fromAt: state.at, toAt: await holdsUntil(tx, state, recordedAt) },
    ]);
  }
  return inserted;
};

/** The vehicle's next state; where there is none, now or its newest fix. */
const holdsUntil = async (tx: Queryable, state: WorkState, nowAt: number): Promise<number> => {
  const [{ until }] = await tx.query<{ until: number }>(
    `SELECT coalesce(
       (SELECT min(at) FROM work_state WHERE vehicle_id = $1 AND at > to_timestamp($2 / 1000.0)),
       (SELECT max(fix_at) FROM fix WHERE vehicle_id = $1 AND fix_at >= to_timestamp($3 / 1000.0)),
       greatest(to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0))) AS until`,
    [state.vehicleId, state.at, nowAt],
  );
  return until;
};

/** The states that hold at some instant in `[fromAt, toAt]`, the one before included; in order of vehicle and time. */
export const listWorkStates = async (
  db: Queryable,
  vehicleId: number,
  fromAt: number,
  toAt: number,
): Promise<WorkState[]> => {
  const rows = await db.query<WorkStateRow>(
    `SELECT ${COLUMNS} FROM work_state
     WHERE vehicle_id = $1 AND at <= to_timestamp($3 / 1000.0)
       AND at >= coalesce(
         (SELECT max(at) FROM work_state WHERE vehicle_id = $1 AND at <= to_timestamp($2 / 1000.0)),
         to_timestamp($2 / 1000.0))
     ORDER BY at, source`,
    [vehicleId, fromAt, toAt],
  );
  return rows.map(toWorkState);
};

/** Every vehicle's states at or after `sinceAt`, in order of time, the oldest `limit` of them. */
export const listWorkStatesSince = async (
  db: Queryable,
  sinceAt: number,
  limit = 100_000,
): Promise<WorkState[]> => {
  const rows = await db.query<WorkStateRow>(
    `SELECT ${COLUMNS} FROM work_state WHERE at >= to_timestamp($1 / 1000.0)
     ORDER BY at, vehicle_id, source LIMIT $2`,
    [sinceAt, limit],
  );
  return rows.map(toWorkState);
};
