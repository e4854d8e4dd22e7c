import type { Queryable } from './database.js';

/** A report of whose time passes are not final yet. */
export interface OpenRecord {
  readonly reportNo: string;
  readonly machineCode: string;
  /** The newest fix that its passes wait for; an event's mark may hold until further notice. */
  readonly lastAt: number;
}

/**
 * Which of some reports have passes to come within `aroundMs` of their time, by number: what is stored there is marked and not
 * matched yet, or the newest fix of a track stands there that the next fix may lengthen. A track that went on for longer after
 * the report is no hindrance, nor is a later one.
 */
export const listOpenRecords = (
  queryable: Queryable,
  reportNos: readonly string[],
  aroundMs: number,
): Promise<OpenRecord[]> =>
  queryable.query<OpenRecord>(
    `SELECT head.report_no AS "reportNo", head.machine_code AS "machineCode", max(open.to_at) AS "lastAt"
     FROM daily_report AS head JOIN vehicle ON vehicle.code = head.machine_code
     JOIN (SELECT vehicle_id, from_at, to_at FROM track_mark
       UNION ALL SELECT vehicle_id, ended_at, ended_at FROM track WHERE NOT closed) AS open
       ON open.vehicle_id = vehicle.id
       AND open.from_at <= head.ended_at + $2::float8 * interval '1 millisecond'
       AND open.to_at >= head.started_at - $2::float8 * interval '1 millisecond'
     WHERE head.report_no = ANY($1::text[]) GROUP BY head.report_no, head.machine_code ORDER BY head.report_no`,
    [reportNos, aroundMs],
  );
