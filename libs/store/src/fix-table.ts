import type { Fix, WorkType } from '#domain';
import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';
import { countChanges } from './record-day-table.js';

/** A fix with what the log and the store know of it. */
export interface StoredFix extends Fix {
  /** Third part of the fix's identity after device and time (contracts: Fixes); a signed 64-bit number. */
  readonly key: bigint;
}

/** A fix to be inserted, and its place in its partition of the log. */
export interface FixRow {
  readonly fix: StoredFix;
  readonly position: number;
}

const LARGEST_INT4 = 2_147_483_647;

const scaled = (value: number | null, factor: number): number | null =>
  value === null ? null : Math.min(LARGEST_INT4, Math.round(value * factor));

const headingDdeg = (fix: Fix): number | null =>
  fix.headingDeg === null ? null : Math.round(fix.headingDeg * 10) % 3600;

const divided = (value: number | null, divisor: number): number | null =>
  value === null ? null : value / divisor;

/**
 * The fix exactly as the store gives it back: speed in whole cm/s, heading in tenths of a degree, accuracy in
 * decimetres. Matching takes fixes in this form only, so that a live fix and a stored one give the same passes.
 */
export const asStored = (fix: Fix, key: bigint): StoredFix => ({
  deviceId: fix.deviceId,
  vehicleId: fix.vehicleId,
  fixAt: fix.fixAt,
  seq: fix.seq,
  latE6: fix.latE6,
  lngE6: fix.lngE6,
  speedMps: divided(scaled(fix.speedMps, 100), 100),
  headingDeg: divided(headingDdeg(fix), 10),
  accuracyM: divided(scaled(fix.accuracyM, 10), 10),
  blade: fix.blade,
  spreader: fix.spreader,
  workType: fix.workType,
  isMock: fix.isMock,
  sentAt: fix.sentAt,
  receivedAt: fix.receivedAt,
  key,
});

const INSERT = `WITH inserted AS (
  INSERT INTO fix (device_id, fix_at, key, vehicle_id, lat_e6, lng_e6, speed_cmps, heading_ddeg, accuracy_dm,
    blade, spreader, work_type, mock, has_seq, sent_at, received_at, position)
  SELECT device_id, to_timestamp(fix_ms::float8 / 1000), key, vehicle_id, lat_e6, lng_e6, speed_cmps, heading_ddeg,
    accuracy_dm, blade, spreader, work_type, mock, has_seq, to_timestamp(sent_ms::float8 / 1000),
    to_timestamp(received_ms::float8 / 1000), position
  FROM unnest($1::int[], $2::int8[], $3::int8[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int2[], $9::int[],
    $10::bool[], $11::bool[], $12::text[], $13::bool[], $14::bool[], $15::int8[], $16::int8[], $17::int8[])
    AS t (device_id, fix_ms, key, vehicle_id, lat_e6, lng_e6, speed_cmps, heading_ddeg, accuracy_dm, blade, spreader,
      work_type, mock, has_seq, sent_ms, received_ms, position)
  ON CONFLICT (device_id, fix_at, key) DO NOTHING
  RETURNING position, vehicle_id, fix_at),
counted AS (${countChanges('fix', 'inserted', 'fix_at')})
SELECT count(*)::int AS inserted, CASE WHEN count(*) < $18 THEN array_agg(position)::text[] END AS positions
FROM inserted`;

/**
 * Inserts what the store does not have yet and returns those rows; a fix that it has keeps its first receivedAt.
 */
export const insertFixes = async (tx: Queryable, rows: readonly FixRow[]): Promise<readonly FixRow[]> => {
  if (rows.length === 0) return rows;
  const column = (read: (fix: StoredFix) => number | bigint | boolean | string | null): string =>
    columnLiteral(rows, (row) => read(row.fix));
  const [{ inserted, positions }] = await tx.query<{ inserted: number; positions: string[] | null }>(INSERT, [
    column((fix) => fix.deviceId),
    column((fix) => fix.fixAt),
    column((fix) => fix.key),
    column((fix) => fix.vehicleId),
    column((fix) => fix.latE6),
    column((fix) => fix.lngE6),
    column((fix) => scaled(fix.speedMps, 100)),
    column(headingDdeg),
    column((fix) => scaled(fix.accuracyM, 10)),
    column((fix) => fix.blade),
    column((fix) => fix.spreader),
    column((fix) => fix.workType),
    column((fix) => fix.isMock),
    column((fix) => fix.seq !== null),
    column((fix) => fix.sentAt),
    column((fix) => fix.receivedAt),
    columnLiteral(rows, (row) => row.position),
    rows.length,
  ]);
  if (inserted === rows.length) return rows;
  const isNew = new Set((positions ?? []).map(Number));
  return rows.filter((row) => isNew.has(row.position));
};

interface FixRecordRow {
  device_id: number;
  vehicle_id: number;
  fix_ms: number;
  key: string;
  has_seq: boolean;
  lat_e6: number;
  lng_e6: number;
  speed_cmps: number | null;
  heading_ddeg: number | null;
  accuracy_dm: number | null;
  blade: boolean | null;
  spreader: boolean | null;
  work_type: WorkType | null;
  mock: boolean | null;
  sent_ms: number | null;
  received_ms: number;
}

const toFix = (row: FixRecordRow): StoredFix => ({
  deviceId: row.device_id,
  vehicleId: row.vehicle_id,
  fixAt: row.fix_ms,
  seq: row.has_seq ? Number(row.key) : null,
  latE6: row.lat_e6,
  lngE6: row.lng_e6,
  speedMps: divided(row.speed_cmps, 100),
  headingDeg: divided(row.heading_ddeg, 10),
  accuracyM: divided(row.accuracy_dm, 10),
  blade: row.blade,
  spreader: row.spreader,
  workType: row.work_type,
  isMock: row.mock,
  sentAt: row.sent_ms,
  receivedAt: row.received_ms,
  key: BigInt(row.key),
});

/**
 * Fixes of a vehicle with `fromAt` ≤ fixAt ≤ `toAt` in the order of matching: by fixAt, then device, then key.
 */
export const listFixes = async (
  queryable: Queryable,
  { vehicleId, fromAt, toAt, limit }: { vehicleId: number; fromAt: number; toAt: number; limit?: number },
): Promise<StoredFix[]> => {
  const rows = await queryable.query<FixRecordRow>(
    `SELECT device_id, vehicle_id, (extract(epoch FROM fix_at) * 1000)::int8 AS fix_ms, key::text AS key, has_seq,
       lat_e6, lng_e6, speed_cmps, heading_ddeg, accuracy_dm, blade, spreader, work_type, mock,
       (extract(epoch FROM sent_at) * 1000)::int8 AS sent_ms,
       (extract(epoch FROM received_at) * 1000)::int8 AS received_ms
     FROM fix WHERE vehicle_id = $1
       AND fix_at BETWEEN to_timestamp($2::float8 / 1000) AND to_timestamp($3::float8 / 1000)
     ORDER BY fix_at, device_id, fix.key LIMIT $4::int`,
    [vehicleId, fromAt, toAt, limit ?? null],
  );
  return rows.map(toFix);
};

/**
 * Where the run of a vehicle's fixes begins that reaches `at`: the earliest fix before it without a gap over `gapMs`
 * on the way; where nothing reaches it, the first fix after `at`; null where there is none.
 */
export const findRunStart = async (
  queryable: Queryable,
  { vehicleId, at, gapMs }: { vehicleId: number; at: number; gapMs: number },
): Promise<number | null> => {
  const [row] = await queryable.query<{ start: number | null }>(
    `SELECT coalesce(
       (SELECT fix_at FROM (
          SELECT fix_at, lead(fix_at) OVER (ORDER BY fix_at DESC) AS before FROM fix
          WHERE vehicle_id = $1 AND fix_at <= to_timestamp($2::float8 / 1000)) AS earlier
        WHERE (SELECT max(fix_at) FROM fix WHERE vehicle_id = $1 AND fix_at <= to_timestamp($2::float8 / 1000))
            >= to_timestamp(($2::float8 - $3) / 1000)
          AND (before IS NULL OR fix_at - before > $3 * interval '1 ms')
        ORDER BY fix_at DESC LIMIT 1),
       (SELECT min(fix_at) FROM fix WHERE vehicle_id = $1 AND fix_at > to_timestamp($2::float8 / 1000))) AS start`,
    [vehicleId, at, gapMs],
  );
  return row.start;
};

/** How many fixes are stored; for reports and replay. */
export const countFixes = async (queryable: Queryable): Promise<number> => {
  const [row] = await queryable.query<{ n: number }>('SELECT count(*) AS n FROM fix');
  return row.n;
};
