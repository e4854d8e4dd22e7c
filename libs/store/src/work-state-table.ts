import type { WorkState } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';
import { markEvents } from './event-marks.js';
import { countEvents } from './record-day-table.js';
import { OPEN_END_AT, type TrackMark } from './track-mark-table.js';

interface WorkStateRow {
  vehicle_id: number;
  at: number;
  blade: boolean | null;
  spreader: boolean | null;
  work_type: WorkState['workType'];
  activity: WorkState['activity'];
  source: WorkState['source'];
}

const toWorkState = (row: WorkStateRow): WorkState => ({
  vehicleId: row.vehicle_id,
  at: row.at,
  blade: row.blade,
  spreader: row.spreader,
  workType: row.work_type,
  activity: row.activity,
  source: row.source,
});

const COLUMNS = 'vehicle_id, at, blade, spreader, work_type, activity, source';

/**
 * Stores work states; one that is known by vehicle, instant and source is left as it is. New ones are told in the
 * change table, and the time until the vehicle's next state is marked for matching. Returns how many were new.
 */
export const insertWorkStates = async (
  tx: Queryable,
  states: readonly WorkState[],
  recordedAt: number,
): Promise<number> => {
  const marks: TrackMark[] = [];
  for (const state of states) {
    const { vehicleId, at, blade, spreader, workType, activity, source } = state;
    const rows = await tx.query(
      `INSERT INTO work_state (${COLUMNS}, recorded_at)
       VALUES ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [vehicleId, at, blade, spreader, workType, activity ?? null, source, recordedAt],
    );
    if (rows.length === 0) continue;
    await insertChange(tx, 'work_state', state);
    marks.push({ vehicleId: state.vehicleId, fromAt: state.at, toAt: await holdsUntil(tx, state) });
  }
  await countEvents(
    tx,
    marks.map(({ vehicleId, fromAt }) => ({ vehicleId, at: fromAt })),
  );
  await markEvents(tx, marks);
  return marks.length;
};

/** The vehicle's next state, or further notice. */
const holdsUntil = async (tx: Queryable, { vehicleId, at }: WorkState): Promise<number> => {
  const [{ until }] = await tx.query<{ until: number | null }>(
    'SELECT min(at) AS until FROM work_state WHERE vehicle_id = $1 AND at > to_timestamp($2::float8 / 1000)',
    [vehicleId, at],
  );
  return until ?? OPEN_END_AT;
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
     WHERE vehicle_id = $1 AND at <= to_timestamp($3::float8 / 1000)
       AND at >= coalesce(
         (SELECT max(at) FROM work_state WHERE vehicle_id = $1 AND at <= to_timestamp($2::float8 / 1000)),
         to_timestamp($2::float8 / 1000))
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
    `SELECT ${COLUMNS} FROM work_state WHERE at >= to_timestamp($1::float8 / 1000)
     ORDER BY at, vehicle_id, source LIMIT $2`,
    [sinceAt, limit],
  );
  return rows.map(toWorkState);
};
