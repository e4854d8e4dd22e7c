import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

/** A vehicle's span of fix times to be matched (again). Instants are epoch milliseconds UTC. */
export interface TrackMark {
  readonly vehicleId: number;
  readonly fromAt: number;
  readonly toAt: number;
}

/** `fix`: new fixes, written by tracks only. `event`: a work state, an order or the register said something new. */
export type MarkSource = 'fix' | 'event';

export interface StoredMark extends TrackMark {
  readonly source: MarkSource;
  /** 64 bits as text; a mark is cleared only by who matched this version. */
  readonly version: string;
}

/** End of a mark that holds until further notice: later than every fix. */
export const OPEN_END_AT = Date.UTC(2200, 0, 1);

/** Marks spans, widening what is marked already; at most one mark a vehicle in a call. Returns the versions. */
export const markTracks = async (
  tx: Queryable,
  marks: readonly TrackMark[],
  source: MarkSource = 'event',
): Promise<Map<number, string>> => {
  const ordered = [...marks].sort((a, b) => a.vehicleId - b.vehicleId);
  const rows = await tx.query<{ vehicleId: number; version: string }>(
    `INSERT INTO track_mark AS mark (vehicle_id, source, from_at, to_at)
     SELECT vehicle_id, $4, to_timestamp(from_ms::float8 / 1000), to_timestamp(to_ms::float8 / 1000)
     FROM unnest($1::int[], $2::int8[], $3::int8[]) AS t (vehicle_id, from_ms, to_ms)
     ON CONFLICT (vehicle_id, source) DO UPDATE SET
       from_at = LEAST(mark.from_at, excluded.from_at),
       to_at = GREATEST(mark.to_at, excluded.to_at),
       version = nextval('track_mark_version')
     RETURNING vehicle_id AS "vehicleId", version::text AS version`,
    [
      columnLiteral(ordered, (mark) => mark.vehicleId),
      columnLiteral(ordered, (mark) => mark.fromAt),
      columnLiteral(ordered, (mark) => mark.toAt),
      source,
    ],
  );
  return new Map(rows.map((row) => [row.vehicleId, row.version]));
};

/** Marks every stored fix of every vehicle: another network or matcher makes all passes anew. */
export const markEverything = async (tx: Queryable): Promise<void> => {
  await tx.query(
    `INSERT INTO track_mark AS mark (vehicle_id, source, from_at, to_at)
     SELECT vehicle_id, 'event', min(fix_at), max(fix_at) FROM fix GROUP BY vehicle_id ORDER BY vehicle_id
     ON CONFLICT (vehicle_id, source) DO UPDATE SET
       from_at = LEAST(mark.from_at, excluded.from_at),
       to_at = GREATEST(mark.to_at, excluded.to_at),
       version = nextval('track_mark_version')`,
  );
};

/** All marks, or those of one source. */
export const listMarks = async (
  queryable: Queryable,
  source: MarkSource | null = null,
): Promise<StoredMark[]> =>
  queryable.query<StoredMark>(
    `SELECT vehicle_id AS "vehicleId", source, from_at AS "fromAt", to_at AS "toAt", version::text AS version
     FROM track_mark WHERE $1::text IS NULL OR source = $1 ORDER BY vehicle_id, source`,
    [source],
  );

/** Clears the marks of exactly these versions; one that was or is just being widened stays. Never waits. */
export const clearMarks = async (tx: Queryable, versions: readonly string[]): Promise<void> => {
  if (versions.length === 0) return;
  await tx.query(
    `DELETE FROM track_mark AS mark USING (SELECT vehicle_id, source FROM track_mark
       WHERE version = ANY($1::int8[]) FOR UPDATE SKIP LOCKED) AS free
     WHERE mark.vehicle_id = free.vehicle_id AND mark.source = free.source`,
    [`{${versions.join(',')}}`],
  );
};
