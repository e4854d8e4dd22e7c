import type { Storm } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';

interface StormRow {
  area: string;
  started_at: number;
  ended_at: number | null;
}

/**
 * Stores the start of a storm, or its end as a second row of the same area and start; a row that is there already is
 * left as it is. Returns how many were new.
 */
export const insertStorms = async (
  tx: Queryable,
  storms: readonly Storm[],
  recordedAt: number,
): Promise<number> => {
  let inserted = 0;
  for (const storm of storms) {
    const rows = await tx.query(
      `INSERT INTO storm (area, started_at, ended_at, recorded_at)
       VALUES ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [storm.area, storm.startedAt, storm.endedAt, recordedAt],
    );
    if (rows.length === 0) continue;
    inserted += 1;
    await insertChange(tx, 'storm', storm);
  }
  return inserted;
};

/** Storms that are on at `sinceAt` or later, one a row, with the end told last; in order of start. */
export const listStorms = async (db: Queryable, sinceAt: number): Promise<Storm[]> => {
  const rows = await db.query<StormRow>(
    `SELECT area, started_at, ended_at FROM (
       SELECT DISTINCT ON (area, started_at) area, started_at, ended_at FROM storm
       ORDER BY area, started_at, ended_at IS NULL, id DESC) AS told
     WHERE ended_at IS NULL OR ended_at > to_timestamp($1::float8 / 1000)
     ORDER BY started_at, area`,
    [sinceAt],
  );
  return rows.map((row) => ({ area: row.area, startedAt: row.started_at, endedAt: row.ended_at }));
};
