import type { AuditedReport, LocalDate, MinutePosition, Pass, ReportState, RoadsOfReport } from '#domain';
import type { Queryable } from './database.js';

/** Reports that may be paid or have been. */
export const PAYABLE: readonly ReportState[] = ['approved', 'settled'];

/** A report as the audits take it, without its passes. */
export interface StoredAuditedReport extends AuditedReport, RoadsOfReport {
  /** As in `ReportHead`. */
  readonly changedWork: string | null;
  /** Another one where the audits would take the report otherwise. */
  readonly standing: string;
}

interface AuditedRow extends Omit<StoredAuditedReport, 'totals' | 'evidence' | 'passes'> {
  workS: number;
  fixCount: number;
  moving: readonly number[];
}

const MINUTE_MS = 60_000;

const positionsOf = (moving: readonly number[]): MinutePosition[] =>
  Array.from({ length: moving.length / 3 }, (_, i) => ({
    at: moving[3 * i] * MINUTE_MS,
    latE6: moving[3 * i + 1],
    lngE6: moving[3 * i + 2],
    moving: true,
  }));

const toAudited = ({ workS, fixCount, moving, ...row }: AuditedRow): StoredAuditedReport => ({
  ...row,
  totals: { workS },
  evidence: { spans: [{ fixCount }], minutes: positionsOf(moving) },
  passes: [],
});

/** The payable reports of a business date, all contractors' and clients', by number. */
export const listAuditedReports = async (
  queryable: Queryable,
  businessDate: LocalDate,
): Promise<StoredAuditedReport[]> => {
  const rows = await queryable.query<AuditedRow>(
    `SELECT head.report_no AS "reportNo", head.revision, head.state, head.machine_code AS "machineCode",
       head.business_date::text AS "businessDate", head.contract_id AS "contractId",
       head.contractor_code AS "contractorCode", head.client_code AS "clientCode",
       made.content -> 'machine' AS machine, made.content -> 'dispatches' AS dispatches, head.work_s AS "workS", evidence.fix_count AS "fixCount",
       array_to_json(evidence.directed) AS directed, array_to_json(evidence.moving) AS moving,
       CASE WHEN head.revision = 1 THEN '[]'::jsonb ELSE (
         SELECT jsonb_agg(each.step ORDER BY each.step_no) FROM report_step AS each
         WHERE each.report_no = head.report_no AND each.step_no <= head.step_no AND each.step IS NOT NULL) END AS history,
       head.changed_passes_hash AS "changedWork", head.audit_standing AS standing
     FROM daily_report AS head
     JOIN report_step AS made ON made.report_no = head.report_no AND made.step_no = head.content_step
     JOIN report_evidence AS evidence ON evidence.hash = made.evidence_hash
     WHERE head.business_date = $1::date AND head.state = ANY($2::text[]) ORDER BY head.report_no`,
    [businessDate, PAYABLE],
  );
  return rows.map(toAudited);
};

/** The passes that reports rest on, by number. */
export const listPassesOfReports = async (
  queryable: Queryable,
  reportNos: readonly string[],
): Promise<Map<string, readonly Pass[]>> => {
  const rows = await queryable.query<{ reportNo: string; passes: readonly Pass[] }>(
    `SELECT head.report_no AS "reportNo", evidence.document -> 'passes' AS passes
     FROM daily_report AS head
     JOIN report_step AS made ON made.report_no = head.report_no AND made.step_no = head.content_step
     JOIN report_evidence AS evidence ON evidence.hash = made.evidence_hash
     WHERE head.report_no = ANY($1::text[]) ORDER BY head.report_no`,
    [reportNos],
  );
  return new Map(rows.map(({ reportNo, passes }) => [reportNo, passes]));
};
