import type { AuditDecision, Finding, FindingRule, KeyedFinding, LocalDate } from '#domain';
import type { Queryable } from './database.js';
import { whereOf } from './where-clause.js';

/** `report`: the consistency rules; `audit`: the audits before payment. */
export type FindingStage = 'report' | 'audit';

/** A finding as last seen, and the newest decision of each client on it, in the order in which they were made. */
export interface StoredFinding {
  readonly stage: FindingStage;
  readonly businessDate: LocalDate;
  readonly finding: KeyedFinding;
  readonly foundAt: number;
  /** Since when it is found no more; null while it is. */
  readonly goneAt: number | null;
  readonly decisions: readonly AuditDecision[];
}

export interface FindingFilter {
  readonly ids?: readonly string[];
  readonly stage?: FindingStage;
  /** About at least one of these reports. */
  readonly reportNos?: readonly string[];
  readonly fromDate?: LocalDate;
  readonly toDate?: LocalDate;
  /** False: also those that are found no more. */
  readonly onlyCurrent?: boolean;
}

/** What findings are put in the place of: a stage's of a business date; with `reportNo` those about that report alone. */
export interface FindingPlace {
  readonly stage: FindingStage;
  readonly businessDate: LocalDate;
  readonly reportNo?: string;
}

const insertFindings = async (
  tx: Queryable,
  { stage, businessDate }: FindingPlace,
  findings: readonly KeyedFinding[],
  at: number,
): Promise<void> => {
  if (findings.length === 0) return;
  await tx.query(
    `INSERT INTO finding (id, stage, business_date, report_nos, document, found_at)
     SELECT id, $1, $2::date, ARRAY(SELECT jsonb_array_elements_text(document -> 'reportNos')), document,
       to_timestamp($4::float8 / 1000)
     FROM unnest($3::jsonb[]) AS document, LATERAL (SELECT document ->> 'id' AS id) AS named ORDER BY id
     ON CONFLICT (id) DO UPDATE SET document = excluded.document, gone_at = NULL`,
    [stage, businessDate, findings.map((finding) => JSON.stringify(finding)), at],
  );
};

/**
 * Puts what was found in the place of what had been found there: new ones are added, known ones that are not among them are
 * marked as gone, and nothing is removed.
 */
export const replaceFindings = async (
  tx: Queryable,
  place: FindingPlace,
  findings: readonly KeyedFinding[],
  at: number,
): Promise<void> => {
  const { stage, businessDate, reportNo } = place;
  await tx.query(
    `UPDATE finding SET gone_at = to_timestamp($4::float8 / 1000)
     WHERE stage = $1 AND business_date = $2::date AND gone_at IS NULL AND id <> ALL ($3::text[])
       AND ($5::text IS NULL OR report_nos = ARRAY[$5])`,
    [stage, businessDate, findings.map(({ id }) => id), at, reportNo ?? null],
  );
  await insertFindings(tx, place, findings, at);
};

/** A finding of the consistency rules with the business date that it stands under. */
export interface DatedFinding {
  readonly businessDate: LocalDate;
  readonly finding: Finding & { readonly id: string };
}

/** The same for what one consistency rule says of a report together with others, whatever their dates. */
export const replaceFindingsWith = async (
  tx: Queryable,
  { reportNo, code }: { readonly reportNo: string; readonly code: FindingRule },
  found: readonly DatedFinding[],
  at: number,
): Promise<void> => {
  await tx.query(
    `UPDATE finding SET gone_at = to_timestamp($4::float8 / 1000)
     WHERE stage = 'report' AND report_nos @> ARRAY[$1] AND document ->> 'code' = $2 AND gone_at IS NULL
       AND id <> ALL ($3::text[])`,
    [reportNo, code, found.map(({ finding }) => finding.id), at],
  );
  for (const { businessDate, finding } of found)
    await insertFindings(tx, { stage: 'report', businessDate }, [finding], at);
};

const DECISIONS = `SELECT coalesce(jsonb_agg(each.decision ORDER BY each.serial), '[]') AS decisions FROM (
  SELECT DISTINCT ON (client_code) serial, jsonb_build_object('findingId', finding_id, 'clientCode', client_code,
    'decision', decision, 'withheldReportNos', withheld_report_nos, 'reason', reason, 'by', decided_by,
    'at', (extract(epoch FROM decided_at) * 1000)::int8) AS decision
  FROM finding_decision WHERE finding_id = finding.id ORDER BY client_code, serial DESC) AS each`;

/** Findings by business date and id, each with what was decided on it. */
export const listFindings = (queryable: Queryable, filter: FindingFilter): Promise<StoredFinding[]> => {
  const { sql, parameters } = whereOf([
    ['finding.id = ANY(?::text[])', filter.ids],
    ['finding.stage = ?', filter.stage],
    ['finding.report_nos && ?::text[]', filter.reportNos],
    ['finding.business_date >= ?::date', filter.fromDate],
    ['finding.business_date <= ?::date', filter.toDate],
    ['(finding.gone_at IS NULL OR NOT ?::bool)', filter.onlyCurrent ?? true],
  ]);
  return queryable.query<StoredFinding>(
    `SELECT finding.stage, finding.business_date::text AS "businessDate", finding.document AS finding,
       finding.found_at AS "foundAt", finding.gone_at AS "goneAt", newest.decisions
     FROM finding, LATERAL (${DECISIONS}) AS newest
     ${sql} ORDER BY finding.business_date, finding.id`,
    parameters,
  );
};

/** Adds a decision; the ones before it stay. It must have passed `checkDecision`. */
export const insertDecision = async (tx: Queryable, decision: AuditDecision): Promise<void> => {
  await tx.query(
    `INSERT INTO finding_decision (finding_id, client_code, decision, withheld_report_nos, reason, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
    [
      decision.findingId,
      decision.clientCode,
      decision.decision,
      decision.withheldReportNos,
      decision.reason,
      decision.by,
      decision.at,
    ],
  );
};
