import type { RejectedFix, RejectReason } from '#domain';
import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

/** Reasons that say that a device's clock is wrong. */
const CLOCK_REASONS = [
  'local_time_as_utc',
  'time_in_future',
  'time_too_old',
] as const satisfies RejectReason[];

/** A device whose clock is wrong: what it sends is kept aside until somebody sets the clock. */
export interface ClockFault {
  readonly deviceCode: string;
  /** Of the assignment that holds at the receipt; null where the device is on no vehicle. */
  readonly vehicleId: number | null;
  readonly reason: (typeof CLOCK_REASONS)[number];
}

/** A fault that lasts is told of again after this time, milliseconds. */
const TOLD_AGAIN_MS = 10 * 60_000;

/** The clock faults among rejected fixes that are about to be kept, each told of at most once in ten minutes. */
export const newClockFaults = async (
  tx: Queryable,
  rejected: readonly RejectedFix[],
): Promise<ClockFault[]> => {
  const faults = rejected.filter(({ reason }) => (CLOCK_REASONS as readonly RejectReason[]).includes(reason));
  if (faults.length === 0) return [];
  return tx.query<ClockFault>(
    `SELECT device.code AS "deviceCode", (
         SELECT vehicle_id FROM device_assignment WHERE device_id = fault.device_id AND from_at <= fault.at
         ORDER BY from_at DESC LIMIT 1) AS "vehicleId", fault.reason
     FROM (
       SELECT device_id, reason, to_timestamp(max(received_ms)::float8 / 1000) AS at
       FROM unnest($1::int[], $2::text[], $3::int8[]) AS t (device_id, reason, received_ms) GROUP BY 1, 2
     ) AS fault JOIN device ON device.id = fault.device_id
     WHERE NOT EXISTS (
       SELECT 1 FROM rejected_fix AS known WHERE known.device_id = fault.device_id AND known.reason = fault.reason
         AND known.received_at > fault.at - $4 * interval '1 ms')
     ORDER BY device.code, fault.reason`,
    [
      columnLiteral(faults, (fault) => fault.deviceId),
      columnLiteral(faults, (fault) => fault.reason),
      columnLiteral(faults, (fault) => fault.receivedAt),
      TOLD_AGAIN_MS,
    ],
  );
};
