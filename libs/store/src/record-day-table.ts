import type { LocalDate } from '#domain';
import { columnLiteral } from './array-literal.js';
import type { Queryable } from './database.js';

/** What tells of a machine's work: changes of each are counted apart, so that who stores one never waits for another. */
type RecordSource = 'fix' | 'pass' | 'event';

/**
 * SQL that counts rows of `rows` (`vehicle_id` and the instant `at`) as changes of their machines' days in Japan: part of the
 * statement that stores or deletes them, so that no change goes uncounted.
 */
export const countChanges = (source: RecordSource, rows: string, at: string): string =>
  `INSERT INTO record_day AS day (vehicle_id, source, date, changes)
   SELECT vehicle_id, '${source}', (${at} AT TIME ZONE interval '9 hours')::date AS date, count(*) FROM ${rows}
   GROUP BY vehicle_id, date ORDER BY vehicle_id, date
   ON CONFLICT (vehicle_id, source, date) DO UPDATE SET changes = day.changes + excluded.changes`;

/** Counts events, such as orders, about machines' work; once in a transaction, so that rows are locked in order. */
export const countEvents = async (
  tx: Queryable,
  events: readonly { readonly vehicleId: number; readonly at: number }[],
): Promise<void> => {
  if (events.length === 0) return;
  await tx.query(
    `WITH given AS (SELECT vehicle_id, to_timestamp(at_ms::float8 / 1000) AS at
       FROM unnest($1::int[], $2::int8[]) AS t (vehicle_id, at_ms))
     ${countChanges('event', 'given', 'at')}`,
    [columnLiteral(events, ({ vehicleId }) => vehicleId), columnLiteral(events, ({ at }) => at)],
  );
};

/** A machine's days, both included; of events also all before, since an order or a work state holds on. */
export interface RecordedDays {
  readonly vehicleId: number;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** Of each stretch of days how many changes have been counted until now: while that is the same, so is the record. */
export const countedChanges = async (
  queryable: Queryable,
  asked: readonly RecordedDays[],
): Promise<number[]> => {
  const rows = await queryable.query<{ changes: number }>(
    `SELECT (SELECT coalesce(sum(changes), 0) FROM record_day AS day WHERE day.vehicle_id = asked.vehicle_id
         AND source IN ('fix', 'pass') AND date BETWEEN from_date AND to_date)
       + (SELECT coalesce(sum(changes), 0) FROM record_day AS day WHERE day.vehicle_id = asked.vehicle_id
         AND source = 'event' AND date <= to_date) AS changes
     FROM unnest($1::int[], $2::date[], $3::date[]) WITH ORDINALITY AS asked (vehicle_id, from_date, to_date, n)
     ORDER BY asked.n`,
    [
      asked.map(({ vehicleId }) => vehicleId),
      asked.map(({ fromDate }) => fromDate),
      asked.map(({ toDate }) => toDate),
    ],
  );
  return rows.map(({ changes }) => changes);
};
