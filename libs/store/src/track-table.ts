import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

/** A vehicle's run of fixes without a gap over 5 minutes. Instants are epoch milliseconds UTC. */
export interface Track {
  readonly vehicleId: number;
  readonly startedAt: number;
  /** Time of its last fix so far. */
  readonly endedAt: number;
  /** No later fix can lengthen it but a late one. */
  readonly closed: boolean;
}

const COLUMNS = `vehicle_id AS "vehicleId", started_at AS "startedAt", ended_at AS "endedAt", closed`;

/** Inserts tracks or lengthens and closes those that start at the same instant; one row a track in a call. */
export const upsertTracks = async (tx: Queryable, tracks: readonly Track[]): Promise<void> => {
  if (tracks.length === 0) return;
  await tx.query(
    `INSERT INTO track (vehicle_id, started_at, ended_at, closed)
     SELECT vehicle_id, to_timestamp(start_ms::float8 / 1000), to_timestamp(end_ms::float8 / 1000), closed
     FROM unnest($1::int[], $2::int8[], $3::int8[], $4::bool[]) AS t (vehicle_id, start_ms, end_ms, closed)
     ON CONFLICT (vehicle_id, started_at) DO UPDATE SET ended_at = excluded.ended_at, closed = excluded.closed`,
    [
      columnLiteral(tracks, (track) => track.vehicleId),
      columnLiteral(tracks, (track) => track.startedAt),
      columnLiteral(tracks, (track) => track.endedAt),
      columnLiteral(tracks, (track) => track.closed),
    ],
  );
};

/** Puts `track` in the place of every track of its vehicle that it touches: a late fix may have joined them. */
export const replaceTrack = async (tx: Queryable, track: Track): Promise<void> => {
  await tx.query(
    `DELETE FROM track WHERE vehicle_id = $1 AND started_at <= to_timestamp($3::float8 / 1000)
       AND ended_at >= to_timestamp($2::float8 / 1000)`,
    [track.vehicleId, track.startedAt, track.endedAt],
  );
  await upsertTracks(tx, [track]);
};

/** Tracks of a vehicle that touch `fromAt`..`toAt`, oldest first. */
export const listTracks = async (
  queryable: Queryable,
  { vehicleId, fromAt, toAt }: { vehicleId: number; fromAt: number; toAt: number },
): Promise<Track[]> =>
  queryable.query<Track>(
    `SELECT ${COLUMNS} FROM track WHERE vehicle_id = $1 AND started_at <= to_timestamp($3::float8 / 1000)
       AND ended_at >= to_timestamp($2::float8 / 1000) ORDER BY started_at`,
    [vehicleId, fromAt, toAt],
  );

/** Tracks that are not closed, of every vehicle. */
export const listOpenTracks = async (queryable: Queryable): Promise<Track[]> =>
  queryable.query<Track>(`SELECT ${COLUMNS} FROM track WHERE NOT closed ORDER BY vehicle_id, started_at`);

/** When the last known track of each of these vehicles ended. */
export const listLastTrackEnds = async (
  queryable: Queryable,
  vehicleIds: readonly number[],
): Promise<Map<number, number>> => {
  const rows = await queryable.query<{ vehicleId: number; endedAt: number }>(
    `SELECT vehicle_id AS "vehicleId", max(ended_at) AS "endedAt" FROM track
     WHERE vehicle_id = ANY($1::int[]) GROUP BY vehicle_id`,
    [vehicleIds],
  );
  return new Map(rows.map((row) => [row.vehicleId, row.endedAt]));
};
