import type { Queryable } from './database.js';

export const CHANGE_KINDS = [
  'positions',
  'passes',
  'work_state',
  'snowfall',
  'storm',
  'dispatch_order',
  'unit_silent',
  'unit_back',
  'device_fault',
  'register',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Place of a change in the order in which readers see it; printed `xid-seq`. Both are 64-bit decimals. */
export interface ChangeId {
  readonly xid: string;
  readonly seq: string;
}

export interface Change extends ChangeId {
  readonly kind: ChangeKind;
  readonly body: unknown;
}

export const printChangeId = (id: ChangeId): string => `${id.xid}-${id.seq}`;

/** The id printed by `printChangeId`, or null for any other text. */
export const parseChangeId = (text: string): ChangeId | null => {
  const match = /^(\d{1,19})-(\d{1,18})$/.exec(text);
  return match === null ? null : { xid: match[1], seq: match[2] };
};

/** Writes one row that live readers will see after the commit of `tx`. */
export const insertChange = async (tx: Queryable, kind: ChangeKind, body: unknown): Promise<void> =>
  insertChanges(tx, kind, [body]);

/** As `insertChange`, one row for each body, in order. */
export const insertChanges = async (
  tx: Queryable,
  kind: ChangeKind,
  bodies: readonly unknown[],
): Promise<void> => {
  if (bodies.length === 0) return;
  await tx.query(
    `INSERT INTO change (kind, body)
     SELECT $1, body FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS t (body, i) ORDER BY i`,
    [kind, JSON.stringify(bodies)],
  );
};

/**
 * Changes after `after` (null: from the first kept), oldest first. Only those older than every running transaction
 * are given, in the order (xid, seq): a slow transaction is never skipped.
 */
export const readChanges = async (
  queryable: Queryable,
  after: ChangeId | null,
  limit = 1000,
): Promise<Change[]> =>
  queryable.query<Change>(
    `SELECT xid::text AS xid, seq::text AS seq, kind, body FROM change
     WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) AND (xid, seq) > ($1::text::xid8, $2::int8)
     ORDER BY change.xid, change.seq LIMIT $3`,
    [after?.xid ?? '0', after?.seq ?? '0', limit],
  );

/** The newest change that `readChanges` gives now; null when there is none. */
export const newestChangeId = async (queryable: Queryable): Promise<ChangeId | null> => {
  const [row] = await queryable.query<ChangeId>(
    `SELECT xid::text AS xid, seq::text AS seq FROM change
     WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY change.xid DESC, change.seq DESC LIMIT 1`,
  );
  return row ?? null;
};

/** The oldest change that is still kept; a reader that stands before it takes a fresh snapshot. Null: none. */
export const oldestChangeId = async (queryable: Queryable): Promise<ChangeId | null> => {
  const [row] = await queryable.query<ChangeId>(
    `SELECT xid::text AS xid, seq::text AS seq FROM change ORDER BY change.xid, change.seq LIMIT 1`,
  );
  return row ?? null;
};

/** A stretch of time of which something was recorded that a machine's reports are made from. */
export interface ChangedWork {
  readonly vehicleId: number;
  readonly fromAt: number;
  readonly toAt: number;
}

const DAY_MS = 86_400_000;

/**
 * What passes, work states, orders and snow were told of between two changes (the first excluded), by vehicle: a row for each
 * day that something begins on. A work state holds until the vehicle's next one, or until `nowAt`; snow concerns everybody.
 */
export const listChangedWork = (
  queryable: Queryable,
  { after, until }: { readonly after: ChangeId | null; readonly until: ChangeId },
  nowAt: number,
): Promise<ChangedWork[]> =>
  queryable.query<ChangedWork>(
    `WITH told AS (SELECT kind, body FROM change WHERE kind IN ('passes', 'work_state', 'dispatch_order', 'snowfall')
       AND (xid, seq) > ($1::text::xid8, $2::int8) AND (xid, seq) <= ($3::text::xid8, $4::int8)),
     work AS (
       SELECT (body ->> 'vehicleId')::int AS vehicle_id, (body ->> 'fromAt')::float8 AS from_ms,
         (body ->> 'toAt')::float8 AS to_ms FROM told WHERE kind = 'passes'
       UNION ALL SELECT (body ->> 'vehicleId')::int, (body ->> 'at')::float8, coalesce(
           (SELECT extract(epoch FROM min(at)) * 1000 FROM work_state WHERE vehicle_id = (body ->> 'vehicleId')::int
              AND at > to_timestamp((body ->> 'at')::float8 / 1000))::float8,
           greatest((body ->> 'at')::float8, $5)) FROM told WHERE kind = 'work_state'
       UNION ALL SELECT vehicle_id::int, (body ->> 'orderedAt')::float8, (body ->> 'orderedAt')::float8
         FROM told CROSS JOIN LATERAL jsonb_array_elements_text(body -> 'vehicleIds') AS vehicle_id
         WHERE kind = 'dispatch_order'
       UNION ALL SELECT vehicle.id, (body ->> 'fromAt')::float8, (body ->> 'toAt')::float8
         FROM told CROSS JOIN vehicle WHERE kind = 'snowfall')
     SELECT vehicle_id AS "vehicleId", min(from_ms) AS "fromAt", max(to_ms) AS "toAt" FROM work
     GROUP BY vehicle_id, floor(from_ms / $6) ORDER BY vehicle_id, 2`,
    [after?.xid ?? '0', after?.seq ?? '0', until.xid, until.seq, nowAt, DAY_MS],
  );

/** How long changes are kept, system time: a reader that was away for longer takes a fresh snapshot. */
export const CHANGES_KEPT_MS = 3_600_000;

/** Deletes some of the changes recorded (system time) more than `keepMs` ago; false when none are left. */
export const deleteOldChanges = async (queryable: Queryable, keepMs: number): Promise<boolean> => {
  const deleted = await queryable.query(
    `DELETE FROM change WHERE (xid, seq) IN (SELECT xid, seq FROM change ORDER BY xid, seq LIMIT 20000)
     AND recorded_at < now() - $1::float8 * interval '1 ms' RETURNING 1`,
    [keepMs],
  );
  return deleted.length > 0;
};
