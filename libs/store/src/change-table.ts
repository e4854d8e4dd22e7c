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

/** Deletes some of the changes recorded (system time) more than `keepMs` ago; false when none are left. */
export const deleteOldChanges = async (queryable: Queryable, keepMs: number): Promise<boolean> => {
  const deleted = await queryable.query(
    `DELETE FROM change WHERE (xid, seq) IN (SELECT xid, seq FROM change ORDER BY xid, seq LIMIT 20000)
     AND recorded_at < now() - $1::float8 * interval '1 ms' RETURNING 1`,
    [keepMs],
  );
  return deleted.length > 0;
};
