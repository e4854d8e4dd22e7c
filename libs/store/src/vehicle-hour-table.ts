import type { Queryable } from './database.js';

/** What a vehicle sent in one hour. Instants are epoch milliseconds UTC. */
export interface VehicleHour {
  readonly vehicleId: number;
  /** Start of the hour. */
  readonly hourAt: number;
  readonly fixes: number;
  readonly firstFixAt: number;
  readonly lastFixAt: number;
  /** Fixes that report more than 0.5 m/s. */
  readonly movingFixes: number;
  readonly bladeFixes: number;
  readonly spreaderFixes: number;
  /** Null where no fix reports a speed. */
  readonly topSpeedMps: number | null;
}

/**
 * The hours from `fromAt` to `toAt` in which a vehicle sent fixes, in order. On TimescaleDB a late fix of a past hour
 * is counted within half an hour.
 */
export const listVehicleHours = (
  queryable: Queryable,
  { vehicleId, fromAt, toAt }: { vehicleId: number; fromAt: number; toAt: number },
): Promise<VehicleHour[]> =>
  queryable.query<VehicleHour>(
    `SELECT vehicle_id AS "vehicleId", hour_at AS "hourAt", fixes, first_fix_at AS "firstFixAt",
       last_fix_at AS "lastFixAt", moving_fixes AS "movingFixes", blade_fixes AS "bladeFixes",
       spreader_fixes AS "spreaderFixes", top_speed_cmps / 100.0 AS "topSpeedMps"
     FROM vehicle_hour WHERE vehicle_id = $1
       AND hour_at BETWEEN to_timestamp($2::float8 / 1000) AND to_timestamp($3::float8 / 1000) ORDER BY hour_at`,
    [vehicleId, fromAt, toAt],
  );
