import type { ReportStanding } from '#domain';
import type { Queryable } from './database.js';
import { historyUntil, type ReportFilter, reportConditions } from './report-queries.js';

/** Where reports stand, without their content: what a step is taken on that leaves it as it is. By number. */
export const listReportStandings = (
  queryable: Queryable,
  filter: ReportFilter,
): Promise<ReportStanding[]> => {
  const { sql, parameters } = reportConditions(filter);
  return queryable.query<ReportStanding>(
    `SELECT head.report_no AS "reportNo", head.revision, head.state, ${historyUntil('head.step_no')}
     FROM daily_report AS head ${sql} ORDER BY head.report_no`,
    parameters,
  );
};

const STEP = 'report_no text, revision int, state text, step_no int, step jsonb';

/**
 * Stores the last step of each of these histories, which leaves the content as it was. Returns the numbers of those that
 * somebody else has taken on since: of them nothing is stored, and the caller rolls back or tells.
 */
export const insertStandingSteps = async (
  tx: Queryable,
  standings: readonly ReportStanding[],
  recordedAt: number,
): Promise<string[]> => {
  if (standings.length === 0) return [];
  const rows = standings.map(({ reportNo, revision, state, history }) => ({
    report_no: reportNo,
    revision,
    state,
    step_no: history.length,
    step: history[history.length - 1],
  }));
  const taken = await tx.query<{ reportNo: string }>(
    `UPDATE daily_report AS head SET revision = n.revision, state = n.state, step_no = n.step_no
     FROM (SELECT * FROM jsonb_to_recordset($1::jsonb) AS n (${STEP}) ORDER BY report_no) AS n
     WHERE head.report_no = n.report_no AND head.step_no = n.step_no - 1 RETURNING head.report_no AS "reportNo"`,
    [JSON.stringify(rows)],
  );
  const isTaken = new Set(taken.map(({ reportNo }) => reportNo));
  await tx.query(
    `INSERT INTO report_step (report_no, step_no, revision, step, recorded_at)
     SELECT report_no, step_no, revision, step, to_timestamp($2::float8 / 1000)
     FROM jsonb_to_recordset($1::jsonb) AS n (${STEP})`,
    [JSON.stringify(rows.filter(({ report_no }) => isTaken.has(report_no))), recordedAt],
  );
  return standings.map(({ reportNo }) => reportNo).filter((reportNo) => !isTaken.has(reportNo));
};
