import type { Fix, WorkKind } from '#domain';
import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

/**
 * The newest fix of a vehicle and its provisional place. Instants are epoch milliseconds UTC. What comes from a fix is
 * null for a unit that was called to work but never sent one.
 */
export interface VehicleNow {
  readonly vehicleId: number;
  readonly fixAt: number | null;
  /** When a fix of the vehicle was last received; a late fix counts. */
  readonly receivedAt: number | null;
  readonly latE6: number | null;
  readonly lngE6: number | null;
  readonly speedMps: number | null;
  readonly headingDeg: number | null;
  /** Provisional directed segment; null off the network and while nothing is matched. */
  readonly directed: number | null;
  readonly workKind: WorkKind;
  /** Since when a unit on shift has not been heard of; null while it is. */
  readonly silentSince: number | null;
}

/** What `VehicleNow` is read from. */
export const columnsOf = (row: string): string =>
  `${row}.vehicle_id AS "vehicleId", ${row}.fix_at AS "fixAt", ${row}.received_at AS "receivedAt",
   ${row}.lat_e6 AS "latE6", ${row}.lng_e6 AS "lngE6", ${row}.speed_cmps / 100.0 AS "speedMps",
   ${row}.heading_ddeg / 10.0 AS "headingDeg", ${row}.directed, ${row}.work_kind AS "workKind", ${row}.silent_since AS "silentSince"`;

const ofNewerFix = (column: string): string =>
  `${column} = CASE WHEN excluded.fix_at <= v.fix_at THEN v.${column} ELSE excluded.${column} END`;

const ADVANCE = `WITH was AS (
  SELECT vehicle_id, fix_at, silent_since FROM vehicle_now WHERE vehicle_id = ANY($1::int[])
), advanced AS (
  INSERT INTO vehicle_now AS v (vehicle_id, fix_at, received_at, lat_e6, lng_e6, speed_cmps, heading_ddeg, work_kind)
  SELECT vehicle_id, to_timestamp(fix_ms::float8 / 1000), to_timestamp(received_ms::float8 / 1000), lat_e6, lng_e6,
    speed_cmps, heading_ddeg, 'unknown'
  FROM unnest($1::int[], $2::int8[], $3::int8[], $4::int[], $5::int[], $6::int[], $7::int2[])
    AS t (vehicle_id, fix_ms, received_ms, lat_e6, lng_e6, speed_cmps, heading_ddeg)
  ON CONFLICT (vehicle_id) DO UPDATE SET
    ${['fix_at', 'lat_e6', 'lng_e6', 'speed_cmps', 'heading_ddeg'].map(ofNewerFix).join(', ')},
    received_at = GREATEST(v.received_at, excluded.received_at), silent_since = NULL
  RETURNING *
)
SELECT ${columnsOf('advanced')}, was.silent_since IS NOT NULL AS "wasSilent",
  was.fix_at IS NULL OR advanced.fix_at > was.fix_at AS moved
FROM advanced LEFT JOIN was USING (vehicle_id) ORDER BY 1`;

export interface AdvancedVehicle extends VehicleNow {
  readonly wasSilent: boolean;
  /** The fix is newer than the one before; a late fix only renews `receivedAt`. */
  readonly moved: boolean;
}

/**
 * Takes the newest fix of each vehicle of a batch (one a vehicle, its receivedAt the batch's latest) and ends the
 * vehicle's silence.
 */
export const advanceVehiclesNow = async (
  tx: Queryable,
  newest: readonly Fix[],
): Promise<AdvancedVehicle[]> => {
  if (newest.length === 0) return [];
  const fixes = [...newest].sort((a, b) => a.vehicleId - b.vehicleId);
  const column = (read: (fix: Fix) => number | null): string => columnLiteral(fixes, read);
  return tx.query<AdvancedVehicle>(ADVANCE, [
    column((fix) => fix.vehicleId),
    column((fix) => fix.fixAt),
    column((fix) => fix.receivedAt),
    column((fix) => fix.latE6),
    column((fix) => fix.lngE6),
    column((fix) => (fix.speedMps === null ? null : Math.round(fix.speedMps * 100))),
    column((fix) => (fix.headingDeg === null ? null : Math.round(fix.headingDeg * 10))),
  ]);
};

/** Where matching provisionally sees a vehicle. */
export interface VehiclePlace {
  readonly vehicleId: number;
  readonly directed: number | null;
  readonly workKind: WorkKind;
}

/**
 * Writes provisional places and returns the rows whose work kind changed with it. A row that is just being advanced
 * is left alone: the fix that advances it brings a newer place.
 */
export const placeVehicles = async (
  tx: Queryable,
  places: readonly VehiclePlace[],
): Promise<VehicleNow[]> => {
  if (places.length === 0) return [];
  const rows = await tx.query<VehicleNow & { was: WorkKind }>(
    `UPDATE vehicle_now AS v SET directed = t.directed, work_kind = t.work_kind
     FROM unnest($1::int[], $2::int[], $3::text[]) AS t (vehicle_id, directed, work_kind),
       (SELECT vehicle_id, work_kind FROM vehicle_now WHERE vehicle_id = ANY($1::int[])
        FOR NO KEY UPDATE SKIP LOCKED) AS before
     WHERE v.vehicle_id = t.vehicle_id AND before.vehicle_id = t.vehicle_id
       AND (v.directed IS DISTINCT FROM t.directed OR v.work_kind <> t.work_kind)
     RETURNING ${columnsOf('v')}, before.work_kind AS was`,
    [
      columnLiteral(places, (place) => place.vehicleId),
      columnLiteral(places, (place) => place.directed),
      columnLiteral(places, (place) => place.workKind),
    ],
  );
  return rows.filter((row) => row.was !== row.workKind).map(({ was: _, ...vehicle }) => vehicle);
};

/** Every vehicle that has ever sent a fix, or should have. */
export const listVehiclesNow = async (queryable: Queryable): Promise<VehicleNow[]> =>
  queryable.query<VehicleNow>(`SELECT ${columnsOf('vehicle_now')} FROM vehicle_now ORDER BY 1`);
