import type { Pass } from '#domain';
import { arrayLiteral, columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';
import { countChanges } from './record-day-table.js';

const COLUMNS = `vehicle_id AS "vehicleId", segment, direction, entered_at AS "enteredAt", left_at AS "leftAt",
  from_cm AS "fromCm", to_cm AS "toCm", covered_cm AS "coveredCm", work_kind AS "workKind",
  confidence_permille AS "confidencePermille", runner_up_segment AS "runnerUpSegment",
  runner_up_permille AS "runnerUpPermille", matcher_version AS "matcherVersion"`;

const INSERT = `WITH inserted AS (INSERT INTO pass (vehicle_id, entered_at, segment, direction, left_at, from_cm, to_cm, covered_cm,
    work_kind, confidence_permille, runner_up_segment, runner_up_permille, matcher_version)
  SELECT vehicle_id, to_timestamp(entered_ms::float8 / 1000), segment, direction,
    to_timestamp(left_ms::float8 / 1000), from_cm, to_cm, covered_cm, work_kind, confidence_permille,
    runner_up_segment, runner_up_permille, matcher_version
  FROM unnest($1::int[], $2::int8[], $3::int[], $4::int2[], $5::int8[], $6::int[], $7::int[], $8::int[], $9::text[],
    $10::int2[], $11::int[], $12::int2[], $13::int2[])
    AS t (vehicle_id, entered_ms, segment, direction, left_ms, from_cm, to_cm, covered_cm, work_kind,
      confidence_permille, runner_up_segment, runner_up_permille, matcher_version)
  ON CONFLICT (vehicle_id, entered_at, segment, direction) DO NOTHING RETURNING vehicle_id, entered_at)
  ${countChanges('pass', 'inserted', 'entered_at')}`;

/** Inserts final passes; a pass that is there already (vehicle, enteredAt, segment, direction) is left as it is. */
export const insertPasses = async (tx: Queryable, passes: readonly Pass[]): Promise<void> => {
  if (passes.length === 0) return;
  const column = (read: (pass: Pass) => number | string): string => columnLiteral(passes, read);
  await tx.query(INSERT, [
    column((pass) => pass.vehicleId),
    column((pass) => pass.enteredAt),
    column((pass) => pass.segment),
    column((pass) => pass.direction),
    column((pass) => pass.leftAt),
    column((pass) => pass.fromCm),
    column((pass) => pass.toCm),
    column((pass) => pass.coveredCm),
    column((pass) => pass.workKind),
    column((pass) => pass.confidencePermille),
    column((pass) => pass.runnerUpSegment),
    column((pass) => pass.runnerUpPermille),
    column((pass) => pass.matcherVersion),
  ]);
};

const fingerprint = (pass: Pass): string =>
  [
    pass.enteredAt,
    pass.segment,
    pass.direction,
    pass.leftAt,
    pass.fromCm,
    pass.toCm,
    pass.coveredCm,
    pass.workKind,
    pass.confidencePermille,
    pass.runnerUpSegment,
    pass.runnerUpPermille,
    pass.matcherVersion,
  ].join(' ');

/** What must go and what must come, so that `before` becomes `after`. */
const difference = (before: readonly Pass[], after: readonly Pass[]): { gone: Pass[]; added: Pass[] } => {
  const unmatched = new Map(before.map((pass) => [fingerprint(pass), pass]));
  const added = after.filter((pass) => !unmatched.delete(fingerprint(pass)));
  return { gone: [...unmatched.values()], added };
};

const deletePasses = async (tx: Queryable, vehicleId: number, passes: readonly Pass[]): Promise<void> => {
  if (passes.length === 0) return;
  await tx.query(
    `WITH deleted AS (DELETE FROM pass USING unnest($2::int8[], $3::int[], $4::int2[]) AS t (entered_ms, segment, direction)
     WHERE pass.vehicle_id = $1 AND pass.entered_at = to_timestamp(t.entered_ms::float8 / 1000)
       AND pass.segment = t.segment AND pass.direction = t.direction RETURNING vehicle_id, entered_at)
     ${countChanges('pass', 'deleted', 'entered_at')}`,
    [
      vehicleId,
      columnLiteral(passes, (pass) => pass.enteredAt),
      columnLiteral(passes, (pass) => pass.segment),
      columnLiteral(passes, (pass) => pass.direction),
    ],
  );
};

/**
 * Puts `passes` in the place of what a vehicle entered from `fromAt` to `toAt`, both included, and returns the
 * segments whose passes are not what they were, in rising order. Rows that stay as they are are not written.
 */
export const replacePasses = async (
  tx: Queryable,
  {
    vehicleId,
    fromAt,
    toAt,
    passes,
  }: { vehicleId: number; fromAt: number; toAt: number; passes: readonly Pass[] },
): Promise<number[]> => {
  const before = await listPassesOfVehicle(tx, { vehicleId, fromAt, toAt });
  const { gone, added } = difference(before, passes);
  await deletePasses(tx, vehicleId, gone);
  await insertPasses(tx, added);
  return [...new Set([...gone, ...added].map((pass) => pass.segment))].sort((a, b) => a - b);
};

/** Passes of a segment that were left at or after `fromAt` and entered at or before `toAt`, newest first. */
export const listPassesOfSegment = async (
  queryable: Queryable,
  { segment, fromAt, toAt, limit }: { segment: number; fromAt: number; toAt: number; limit: number },
): Promise<Pass[]> =>
  queryable.query<Pass>(
    `SELECT ${COLUMNS} FROM pass WHERE segment = $1 AND left_at >= to_timestamp($2::float8 / 1000)
       AND entered_at <= to_timestamp($3::float8 / 1000)
     ORDER BY entered_at DESC, pass.vehicle_id, pass.direction LIMIT $4`,
    [segment, fromAt, toAt, limit],
  );

/** Passes of these segments entered at or after `sinceAt`, by segment, then direction, then enteredAt. */
export const listPassesOfSegments = async (
  queryable: Queryable,
  segments: readonly number[],
  sinceAt: number,
): Promise<Pass[]> =>
  queryable.query<Pass>(
    `SELECT ${COLUMNS} FROM pass
     WHERE segment = ANY($1::int[]) AND entered_at >= to_timestamp($2::float8 / 1000)
     ORDER BY pass.segment, pass.direction, entered_at, pass.vehicle_id`,
    [arrayLiteral(segments), sinceAt],
  );

/** Passes that a vehicle entered from `fromAt` to `toAt`, both included, in order of `enteredAt`. */
export const listPassesOfVehicle = async (
  queryable: Queryable,
  { vehicleId, fromAt, toAt }: { vehicleId: number; fromAt: number; toAt: number },
): Promise<Pass[]> =>
  queryable.query<Pass>(
    `SELECT ${COLUMNS} FROM pass WHERE vehicle_id = $1
       AND entered_at BETWEEN to_timestamp($2::float8 / 1000) AND to_timestamp($3::float8 / 1000)
     ORDER BY entered_at, pass.segment, pass.direction`,
    [vehicleId, fromAt, toAt],
  );

/** Every pass entered at or after `sinceAt`, by segment, then direction, then enteredAt. */
export const listPassesSince = async (queryable: Queryable, sinceAt: number): Promise<Pass[]> =>
  queryable.query<Pass>(
    `SELECT ${COLUMNS} FROM pass WHERE entered_at >= to_timestamp($1::float8 / 1000)
     ORDER BY pass.segment, pass.direction, entered_at, pass.vehicle_id`,
    [sinceAt],
  );

/** The next `limit` passes after `after` in the order vehicle, enteredAt, segment, direction. */
export const dumpPasses = async (
  queryable: Queryable,
  after: Pick<Pass, 'vehicleId' | 'enteredAt' | 'segment' | 'direction'> | null,
  limit = 20_000,
): Promise<Pass[]> =>
  queryable.query<Pass>(
    `SELECT ${COLUMNS} FROM pass
     WHERE (vehicle_id, entered_at, segment, direction) > ($1::int, to_timestamp($2::float8 / 1000), $3::int, $4::int2)
     ORDER BY pass.vehicle_id, pass.entered_at, pass.segment, pass.direction LIMIT $5`,
    [after?.vehicleId ?? -1, after?.enteredAt ?? 0, after?.segment ?? -1, after?.direction ?? 0, limit],
  );
