import { createHash } from 'node:crypto';
import type { Queryable } from './database.js';

/** A device as the store keeps it: the SHA-256 of its token, and which vehicle it was on from when. */
export interface StoredDevice {
  readonly id: number;
  readonly code: string;
  readonly tokenHash: Buffer;
  /** In rising order of `fromAt` (epoch ms); each holds until the next. */
  readonly assignments: readonly { readonly fromAt: number; readonly vehicleId: number }[];
}

/** SHA-256 of a device's token: all that is ever stored of it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

interface DeviceRow {
  id: number;
  code: string;
  token_hash: Buffer;
  assignments: [fromAt: number, vehicleId: number][];
}

/** Every device with its assignments, by id. */
export const listDevices = async (queryable: Queryable): Promise<StoredDevice[]> => {
  const rows = await queryable.query<DeviceRow>(
    `SELECT d.id, d.code, d.token_hash, coalesce(
       json_agg(json_build_array((extract(epoch FROM a.from_at) * 1000)::bigint, a.vehicle_id) ORDER BY a.from_at)
         FILTER (WHERE a.vehicle_id IS NOT NULL), '[]') AS assignments
     FROM device d LEFT JOIN device_assignment a ON a.device_id = d.id
     GROUP BY d.id ORDER BY d.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    tokenHash: row.token_hash,
    assignments: row.assignments.map(([fromAt, vehicleId]) => ({ fromAt, vehicleId })),
  }));
};

/** Adds devices or renews the token of known ones; a device without a token must be known already and keeps its own. */
export const upsertDevices = async (
  queryable: Queryable,
  devices: readonly { readonly code: string; readonly token?: string }[],
): Promise<void> => {
  const withToken = devices.filter((device) => device.token !== undefined);
  await queryable.query(
    `INSERT INTO device (code, token_hash) SELECT * FROM unnest($1::text[], $2::bytea[])
     ON CONFLICT (code) DO UPDATE SET token_hash = excluded.token_hash
       WHERE device.token_hash <> excluded.token_hash`,
    [withToken.map((device) => device.code), withToken.map((device) => hashToken(device.token!))],
  );
};

/** Adds assignments, or corrects the vehicle of one that starts at the same instant. */
export const upsertAssignments = async (
  queryable: Queryable,
  assignments: readonly {
    readonly deviceCode: string;
    readonly vehicleCode: string;
    readonly fromAt: number;
  }[],
): Promise<void> => {
  await queryable.query(
    `INSERT INTO device_assignment (device_id, from_at, vehicle_id)
     SELECT d.id, to_timestamp(n.from_ms / 1000.0), v.id
     FROM unnest($1::text[], $2::text[], $3::bigint[]) AS n (device_code, vehicle_code, from_ms)
       JOIN device d ON d.code = n.device_code JOIN vehicle v ON v.code = n.vehicle_code
     ON CONFLICT (device_id, from_at) DO UPDATE SET vehicle_id = excluded.vehicle_id
       WHERE device_assignment.vehicle_id <> excluded.vehicle_id`,
    [
      assignments.map((assignment) => assignment.deviceCode),
      assignments.map((assignment) => assignment.vehicleCode),
      assignments.map((assignment) => assignment.fromAt),
    ],
  );
};
