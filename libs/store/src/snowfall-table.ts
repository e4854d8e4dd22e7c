import type { Snowfall } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';

interface SnowfallRow {
  area: string;
  from_at: number;
  to_at: number;
  new_snow_cm: number;
}

/** Stores snowfalls; one that is known by area and span is left as it is. Returns how many were new. */
export const insertSnowfalls = async (
  tx: Queryable,
  snowfalls: readonly Snowfall[],
  recordedAt: number,
): Promise<number> => {
  let inserted = 0;
  for (const snowfall of snowfalls) {
    const rows = await tx.query(
      `INSERT INTO snowfall (area, from_at, to_at, new_snow_cm, recorded_at)
       VALUES ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), $4, to_timestamp($5::float8 / 1000))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [snowfall.area, snowfall.fromAt, snowfall.toAt, snowfall.newSnowCm, recordedAt],
    );
    if (rows.length === 0) continue;
    inserted += 1;
    await insertChange(tx, 'snowfall', snowfall);
  }
  return inserted;
};

/** Snowfalls that end after `sinceAt`, in order of time. */
export const listSnowfalls = async (db: Queryable, sinceAt: number): Promise<Snowfall[]> => {
  const rows = await db.query<SnowfallRow>(
    `SELECT area, from_at, to_at, new_snow_cm FROM snowfall
     WHERE to_at > to_timestamp($1::float8 / 1000) ORDER BY from_at, to_at, area`,
    [sinceAt],
  );
  return rows.map((row) => ({
    area: row.area,
    fromAt: row.from_at,
    toAt: row.to_at,
    newSnowCm: row.new_snow_cm,
  }));
};
