import { createHash } from 'node:crypto';
import type { RejectedFix } from '#domain';
import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

const rawKey = (raw: string): bigint => createHash('sha256').update(raw).digest().readBigInt64BE(0);

/** Keeps rejected fixes; one that was sent again keeps its first reason and receivedAt. Returns how many were new. */
export const insertRejectedFixes = async (
  tx: Queryable,
  rejected: readonly RejectedFix[],
): Promise<number> => {
  if (rejected.length === 0) return 0;
  const rows = await tx.query(
    `INSERT INTO rejected_fix (device_id, key, reason, raw, received_at)
     SELECT device_id, key, reason, raw, to_timestamp(received_ms::float8 / 1000)
     FROM unnest($1::int[], $2::int8[], $3::text[], $4::text[], $5::int8[])
       AS t (device_id, key, reason, raw, received_ms)
     ON CONFLICT (device_id, key) DO NOTHING RETURNING 1`,
    [
      columnLiteral(rejected, (fix) => fix.deviceId),
      columnLiteral(rejected, (fix) => rawKey(fix.raw)),
      columnLiteral(rejected, (fix) => fix.reason),
      // A NUL cannot be stored in text; the rest of a broken payload can.
      columnLiteral(rejected, (fix) => fix.raw.replaceAll('\0', '�')),
      columnLiteral(rejected, (fix) => fix.receivedAt),
    ],
  );
  return rows.length;
};

/** Rejected fixes of a device, newest first. */
export const listRejectedFixes = async (
  queryable: Queryable,
  deviceId: number,
  limit = 100,
): Promise<RejectedFix[]> =>
  queryable.query<RejectedFix>(
    `SELECT device_id AS "deviceId", reason, raw, received_at AS "receivedAt" FROM rejected_fix
     WHERE device_id = $1 ORDER BY received_at DESC, key LIMIT $2`,
    [deviceId, limit],
  );
