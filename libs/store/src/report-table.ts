import { canonicalJson, type DailyReport, sha256 } from '#domain';
import type { Queryable } from './database.js';
import { insertStandingSteps } from './report-standings.js';

/** The content of a report that a step may change; the rest is in its head, its evidence and its history. */
type ReportContent = Omit<DailyReport, 'revision' | 'state' | 'history' | 'passes' | 'evidence'>;

interface WrittenReport {
  readonly head: Readonly<Record<string, unknown>>;
  readonly content: ReportContent;
  readonly evidence: string;
  readonly hash: string;
}

const ends = ({ dispatches }: DailyReport): { startedAt: number | null; endedAt: number | null } => {
  const spans = dispatches.flatMap((dispatch) => dispatch.spans);
  if (spans.length === 0) return { startedAt: null, endedAt: null };
  return {
    startedAt: spans.reduce((at, span) => Math.min(at, span.startAt), Number.POSITIVE_INFINITY),
    endedAt: spans.reduce((at, span) => Math.max(at, span.endAt), Number.NEGATIVE_INFINITY),
  };
};

const written = (report: DailyReport): WrittenReport => {
  const { revision, state, history, passes, evidence, ...content } = report;
  const evidenceText = canonicalJson({ passes, evidence });
  const { startedAt, endedAt } = ends(report);
  const head = {
    report_no: report.reportNo,
    machine_code: report.machineCode,
    business_date: report.businessDate,
    contract_id: report.contractId,
    client_code: report.clientCode,
    contractor_code: report.contractorCode,
    revision,
    state,
    step_no: history.length,
    started_ms: startedAt,
    ended_ms: endedAt,
    work_s: report.totals.workS,
    step: history[history.length - 1] ?? null,
  };
  return { head, content, evidence: evidenceText, hash: sha256(evidenceText) };
};

const HEAD = `report_no text, machine_code text, business_date date, contract_id text, client_code text,
  contractor_code text, revision int, state text, step_no int, started_ms int8, ended_ms int8, work_s int, step jsonb,
  content jsonb, evidence_hash text`;

const insertEvidence = async (tx: Queryable, reports: readonly WrittenReport[]): Promise<void> => {
  if (reports.length === 0) return;
  await tx.query(
    `INSERT INTO report_evidence (hash, document) SELECT * FROM unnest($1::text[], $2::jsonb[])
     ON CONFLICT (hash) DO NOTHING`,
    [reports.map(({ hash }) => hash), reports.map(({ evidence }) => evidence)],
  );
};

/** Rows as JSON, with or without their content. */
const rowsOf = (reports: readonly WrittenReport[], withContent: boolean): string =>
  JSON.stringify(
    reports.map(({ head, content, hash }) =>
      withContent ? { ...head, content, evidence_hash: hash } : head,
    ),
  );

const insertSteps = async (tx: Queryable, rows: string, recordedAt: number): Promise<void> => {
  await tx.query(
    `INSERT INTO report_step (report_no, step_no, revision, step, content, evidence_hash, recorded_at)
     SELECT report_no, step_no, revision, nullif(step, 'null'::jsonb), content, evidence_hash,
       to_timestamp($2::float8 / 1000)
     FROM jsonb_to_recordset($1::jsonb) AS n (${HEAD})`,
    [rows, recordedAt],
  );
};

/**
 * Stores drafts that nobody has touched yet and returns the numbers of those that were new; a number that is known is
 * left as it is. Run it in a transaction.
 */
export const insertReports = async (
  tx: Queryable,
  reports: readonly DailyReport[],
  recordedAt: number,
): Promise<Set<string>> => {
  if (reports.length === 0) return new Set();
  const all = reports.map(written);
  const inserted = await tx.query<{ reportNo: string }>(
    `INSERT INTO daily_report (report_no, machine_code, business_date, contract_id, client_code, contractor_code,
       revision, state, step_no, content_step, started_at, ended_at, work_s)
     SELECT report_no, machine_code, business_date, contract_id, client_code, contractor_code, revision, state,
       step_no, step_no, to_timestamp(started_ms::float8 / 1000), to_timestamp(ended_ms::float8 / 1000), work_s
     FROM jsonb_to_recordset($1::jsonb) AS n (${HEAD})
     ON CONFLICT (report_no) DO NOTHING RETURNING report_no AS "reportNo"`,
    [rowsOf(all, false)],
  );
  const isNew = new Set(inserted.map(({ reportNo }) => reportNo));
  const fresh = all.filter(({ content }) => isNew.has(content.reportNo));
  await insertEvidence(tx, fresh);
  await insertSteps(tx, rowsOf(fresh, true), recordedAt);
  return isNew;
};

const changesContent = ({ history }: DailyReport): boolean => {
  const action = history[history.length - 1]?.action;
  return action === 'correct' || action === 'remake';
};

/** Stores steps after which the content is another. */
const insertContentSteps = async (
  tx: Queryable,
  reports: readonly DailyReport[],
  recordedAt: number,
): Promise<string[]> => {
  if (reports.length === 0) return [];
  const all = reports.map(written);
  const taken = await tx.query<{ reportNo: string }>(
    `UPDATE daily_report AS head SET revision = n.revision, state = n.state, step_no = n.step_no,
       content_step = n.step_no, started_at = to_timestamp(n.started_ms::float8 / 1000),
       ended_at = to_timestamp(n.ended_ms::float8 / 1000), work_s = n.work_s, changed_passes_hash = NULL,
       compared_with = NULL
     FROM (SELECT * FROM jsonb_to_recordset($1::jsonb) AS n (${HEAD}) ORDER BY report_no) AS n
     WHERE head.report_no = n.report_no AND head.step_no = n.step_no - 1 RETURNING head.report_no AS "reportNo"`,
    [rowsOf(all, false)],
  );
  const isTaken = new Set(taken.map(({ reportNo }) => reportNo));
  const mine = all.filter(({ content }) => isTaken.has(content.reportNo));
  await insertEvidence(tx, mine);
  await insertSteps(tx, rowsOf(mine, true), recordedAt);
  return all.map(({ content }) => content.reportNo).filter((reportNo) => !isTaken.has(reportNo));
};

/**
 * Stores the last step of each of these reports' histories. Returns the numbers of those that somebody else has taken
 * on since (their steps are not the ones before this): of them nothing is stored, and the caller rolls back or tells.
 */
export const insertReportSteps = async (
  tx: Queryable,
  reports: readonly DailyReport[],
  recordedAt: number,
): Promise<string[]> => [
  ...(await insertContentSteps(tx, reports.filter(changesContent), recordedAt)),
  ...(await insertStandingSteps(
    tx,
    reports.filter((report) => !changesContent(report)),
    recordedAt,
  )),
];
