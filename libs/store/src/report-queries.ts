import type { DailyReport, LocalDate, PlatedReport, ReportState, ReportStep } from '#domain';
import type { Queryable } from './database.js';
import { whereOf } from './where-clause.js';

/** Which reports: every field that is given must fit; none = all. */
export interface ReportFilter {
  readonly reportNos?: readonly string[];
  readonly machineCodes?: readonly string[];
  readonly contractIds?: readonly string[];
  readonly contractorCode?: string;
  readonly clientCode?: string;
  readonly states?: readonly ReportState[];
  /** Business dates, both included. */
  readonly fromDate?: LocalDate;
  readonly toDate?: LocalDate;
  /** With time after this, and with time before that (epoch ms). */
  readonly endedAfter?: number;
  readonly startedBefore?: number;
}

/** Where a report stands, without its content: a row of a list. */
export interface ReportHead {
  readonly reportNo: string;
  readonly machineCode: string;
  readonly businessDate: LocalDate;
  readonly contractId: string | null;
  readonly clientCode: string | null;
  readonly contractorCode: string | null;
  readonly revision: number;
  readonly state: ReportState;
  /** How many steps its history has: what an actor has seen (`Actor.seenSteps`). */
  readonly stepNo: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly workS: number;
  /** A hash of what is recorded of the machine now, where that is no more what was submitted or approved; else null. */
  readonly changedWork: string | null;
}

/** What a row of a list says, of `daily_report AS head`. */
export const HEAD_COLUMNS = `head.report_no AS "reportNo", head.machine_code AS "machineCode",
  head.business_date::text AS "businessDate", head.contract_id AS "contractId", head.client_code AS "clientCode",
  head.contractor_code AS "contractorCode", head.revision, head.state, head.step_no AS "stepNo",
  head.started_at AS "startedAt", head.ended_at AS "endedAt", head.work_s AS "workS",
  head.changed_passes_hash AS "changedWork"`;

/** The filter as SQL over `daily_report AS head`. */
export const reportConditions = (filter: ReportFilter) =>
  whereOf([
    ['head.report_no = ANY(?::text[])', filter.reportNos],
    ['head.machine_code = ANY(?::text[])', filter.machineCodes],
    ['head.contract_id = ANY(?::text[])', filter.contractIds],
    ['head.contractor_code = ?', filter.contractorCode],
    ['head.client_code = ?', filter.clientCode],
    ['head.state = ANY(?::text[])', filter.states],
    ['head.business_date >= ?::date', filter.fromDate],
    ['head.business_date <= ?::date', filter.toDate],
    ['head.ended_at > to_timestamp(?::float8 / 1000)', filter.endedAfter],
    ['head.started_at < to_timestamp(?::float8 / 1000)', filter.startedBefore],
  ]);

/** Heads by business date, then number. */
export const listReportHeads = (queryable: Queryable, filter: ReportFilter = {}): Promise<ReportHead[]> => {
  const { sql, parameters } = reportConditions(filter);
  return queryable.query<ReportHead>(
    `SELECT ${HEAD_COLUMNS} FROM daily_report AS head ${sql} ORDER BY head.business_date, head.report_no`,
    parameters,
  );
};

/** Of each machine's reports that fit the one of the newest business date, by machine. */
export const listNewestReports = (queryable: Queryable, filter: ReportFilter = {}): Promise<ReportHead[]> => {
  const { sql, parameters } = reportConditions(filter);
  return queryable.query<ReportHead>(
    `SELECT DISTINCT ON (head.machine_code) ${HEAD_COLUMNS} FROM daily_report AS head ${sql}
     ORDER BY head.machine_code, head.business_date DESC, head.report_no`,
    parameters,
  );
};

interface ReportRow {
  revision: number;
  state: ReportState;
  content: Omit<DailyReport, 'revision' | 'state' | 'history' | 'passes' | 'evidence'>;
  evidence: Pick<DailyReport, 'passes' | 'evidence'>;
  history: ReportStep[];
}

const toReport = ({ revision, state, content, evidence, history }: ReportRow): DailyReport => ({
  ...content,
  ...evidence,
  revision,
  state,
  history,
});

/** A report's steps as JSON, up to one. */
export const historyUntil = (lastStep: string): string =>
  `(SELECT coalesce(jsonb_agg(each.step ORDER BY each.step_no) FILTER (WHERE each.step IS NOT NULL), '[]')
    FROM report_step AS each WHERE each.report_no = head.report_no AND each.step_no <= ${lastStep}) AS history`;

/** Whole reports as they are now, by number. */
export const listReports = async (queryable: Queryable, filter: ReportFilter): Promise<DailyReport[]> => {
  const { sql, parameters } = reportConditions(filter);
  const rows = await queryable.query<ReportRow>(
    `SELECT head.revision, head.state, made.content, evidence.document AS evidence, ${historyUntil('head.step_no')}
     FROM daily_report AS head
     JOIN report_step AS made ON made.report_no = head.report_no AND made.step_no = head.content_step
     JOIN report_evidence AS evidence ON evidence.hash = made.evidence_hash
     ${sql} ORDER BY head.report_no`,
    parameters,
  );
  return rows.map(toReport);
};

export const findReport = async (queryable: Queryable, reportNo: string): Promise<DailyReport | undefined> =>
  (await listReports(queryable, { reportNos: [reportNo] }))[0];

/** Names a report as it was settled: one that is revised later stays what it was. */
export type ReportRevision = Pick<DailyReport, 'reportNo' | 'revision'>;

/** Whole reports as these revisions of them stood last, by number. */
export const listReportRevisions = async (
  queryable: Queryable,
  revisions: readonly ReportRevision[],
): Promise<DailyReport[]> => {
  const rows = await queryable.query<ReportRow>(
    `SELECT head.revision, coalesce(head.step ->> 'toState', 'draft') AS state, made.content,
       evidence.document AS evidence, ${historyUntil('head.step_no')}
     FROM unnest($1::text[], $2::int[]) AS asked (report_no, revision)
     JOIN LATERAL (SELECT * FROM report_step AS step WHERE step.report_no = asked.report_no
       AND step.revision = asked.revision ORDER BY step.step_no DESC LIMIT 1) AS head ON true
     JOIN LATERAL (SELECT step.content, step.evidence_hash FROM report_step AS step
       WHERE step.report_no = head.report_no AND step.step_no <= head.step_no AND step.content IS NOT NULL
       ORDER BY step.step_no DESC LIMIT 1) AS made ON true
     JOIN report_evidence AS evidence ON evidence.hash = made.evidence_hash
     ORDER BY head.report_no`,
    [revisions.map(({ reportNo }) => reportNo), revisions.map(({ revision }) => revision)],
  );
  return rows.map(toReport);
};

/** What money is made from, and whose machine it was, of reports as they are now, without passes and history; by number. */
export const listBillableReports = async (
  queryable: Queryable,
  filter: ReportFilter,
): Promise<PlatedReport[]> => {
  const { sql, parameters } = reportConditions(filter);
  return queryable.query<PlatedReport>(
    `SELECT head.report_no AS "reportNo", head.revision, head.state, head.machine_code AS "machineCode",
       head.business_date::text AS "businessDate", head.contract_id AS "contractId",
       made.content -> 'machine' AS machine, made.content -> 'dispatches' AS dispatches
     FROM daily_report AS head
     JOIN report_step AS made ON made.report_no = head.report_no AND made.step_no = head.content_step
     ${sql} ORDER BY head.report_no`,
    parameters,
  );
};
