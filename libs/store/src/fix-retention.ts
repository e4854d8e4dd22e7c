import type { Queryable } from './database.js';

/** Rows of one statement: it holds their locks for a fraction of a second. */
const ROWS_AT_ONCE = 20_000;

/**
 * Deletes some of the fixes of before `beforeAt` that are needed no more (`fixes_needed_since`); false when none are
 * left. One statement sees a late fix together with its mark, so none is deleted unmatched. On TimescaleDB nothing
 * is deleted here: its own job drops whole days.
 */
export const deleteOldFixes = async (queryable: Queryable, beforeAt: number): Promise<boolean> => {
  const deleted = await queryable.query(
    `WITH kept AS (SELECT LEAST(to_timestamp($1::float8 / 1000), fixes_needed_since()) AS from_at),
     old AS (
       SELECT fix.* FROM kept, vehicle_now AS v CROSS JOIN LATERAL (
         SELECT device_id, fix_at, fix.key FROM fix WHERE fix.vehicle_id = v.vehicle_id AND fix.fix_at < kept.from_at
         ORDER BY fix.fix_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS fix
       WHERE to_regprocedure('drop_old_fixes(integer, jsonb)') IS NULL LIMIT $2)
     DELETE FROM fix USING old
     WHERE fix.device_id = old.device_id AND fix.fix_at = old.fix_at AND fix.key = old.key RETURNING 1`,
    [beforeAt, ROWS_AT_ONCE],
  );
  return deleted.length > 0;
};

/** Deletes some of the rejected fixes received before `beforeAt`; false when none are left. */
export const deleteOldRejectedFixes = async (queryable: Queryable, beforeAt: number): Promise<boolean> => {
  const deleted = await queryable.query(
    `DELETE FROM rejected_fix WHERE (device_id, key) IN (
       SELECT device_id, key FROM rejected_fix WHERE received_at < to_timestamp($1::float8 / 1000)
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [beforeAt, ROWS_AT_ONCE],
  );
  return deleted.length > 0;
};
