import type { Queryable } from './database.js';
import { columnsOf, type VehicleNow } from './vehicle-now-table.js';

/** A unit whose last fix lies this near its depot has come home, metres: a yard and the error of a parked device. */
const DEPOT_REACH_M = 100;

export interface SilenceRule {
  readonly nowAt: number;
  readonly silentAfterMs: number;
  /** How old the last work state of a unit may be that calls it to work. */
  readonly workingWithinMs: number;
}

/** Order by order and by the last work state: who was called to work, when, in which storm. Standby calls nobody. */
const CALLS = `SELECT unnest(o.vehicle_ids) AS vehicle_id, o.ordered_at AS at, s.started_at AS storm_at
    FROM dispatch_order AS o JOIN (
      SELECT started_at, max(ended_at) AS ended_at FROM storm GROUP BY area, started_at
    ) AS s ON o.ordered_at >= s.started_at
      AND (s.ended_at IS NULL OR s.ended_at > to_timestamp($1::float8 / 1000)
        OR o.target_finish_at >= to_timestamp($1::float8 / 1000))
    WHERE o.kind <> 'standby_order'
  UNION ALL
  SELECT u.id, w.at, w.at FROM vehicle AS u CROSS JOIN LATERAL (
      SELECT * FROM work_state WHERE vehicle_id = u.id ORDER BY at DESC, source LIMIT 1
    ) AS w
    WHERE w.at >= to_timestamp(($1::float8 - $3::float8) / 1000)
      AND (w.blade IS TRUE OR w.spreader IS TRUE OR w.work_type IS NOT NULL)`;

/** The last fix came after the call, and from the depot: micro-degrees to metres at the depot's latitude. */
const IS_HOME = `n.fix_at >= call.at AND sqrt(
    power((n.lat_e6 - v.depot_lat_e6) * 0.111, 2)
    + power((n.lng_e6 - v.depot_lng_e6) * 0.111 * cos(radians(v.depot_lat_e6 / 1e6)), 2)) <= ${DEPOT_REACH_M}`;

/**
 * Declares silent the units on shift of which nothing was heard for `silentAfterMs`, and returns those that were not
 * yet. On shift is who has an order of a storm that is on, or one that is to be finished after the storm's end, or whose
 * last work state says work. Silence counts from the last receipt or, for who never reported since, from the call;
 * who has come home since the call is not silent.
 */
export const silenceVehicles = async (
  tx: Queryable,
  { nowAt, silentAfterMs, workingWithinMs }: SilenceRule,
): Promise<VehicleNow[]> =>
  tx.query<VehicleNow>(
    `WITH silent AS (
       SELECT call.vehicle_id, min(greatest(call.at, n.received_at)) AS since
       FROM (${CALLS}) AS call JOIN vehicle AS v ON v.id = call.vehicle_id LEFT JOIN vehicle_now AS n ON n.vehicle_id = v.id
       WHERE greatest(call.at, n.received_at) < to_timestamp(($1::float8 - $2::float8) / 1000)
         AND (${IS_HOME}) IS NOT TRUE AND (n.silent_since < call.storm_at) IS NOT FALSE
       GROUP BY call.vehicle_id
     )
     INSERT INTO vehicle_now AS n (vehicle_id, work_kind, silent_since)
     SELECT vehicle_id, 'unknown', since FROM silent ORDER BY vehicle_id
     ON CONFLICT (vehicle_id) DO UPDATE SET silent_since = excluded.silent_since
       WHERE n.received_at IS NULL OR n.received_at <= excluded.silent_since
     RETURNING ${columnsOf('n')}`,
    [nowAt, silentAfterMs, workingWithinMs],
  );
