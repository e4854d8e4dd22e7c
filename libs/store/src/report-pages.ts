import { FINDING_WEIGHT } from '#domain';
import type { Queryable } from './database.js';
import { HEAD_COLUMNS, type ReportFilter, type ReportHead, reportConditions } from './report-queries.js';

/** A row of a list: 0 where nothing is found of it, else by its worst undecided finding, then by how many there are. */
export interface RankedReport extends ReportHead {
  readonly severity: number;
}

/** A part of a list, and how long the whole list is. */
export interface ReportPage {
  readonly heads: readonly RankedReport[];
  readonly total: number;
}

export interface PageOrder {
  readonly limit: number;
  readonly offset: number;
}

const WEIGHTS = Object.entries(FINDING_WEIGHT)
  .map(([code, weight]) => `('${code}', ${weight})`)
  .join(', ');

/**
 * The rows of a common table `head` with their severity. Weights are in thousands, so that no number of lesser findings
 * outranks a worse one. What is found of all reports is read once: a look-up for each of a season's reports takes minutes.
 */
const RANKED = `found AS (
    SELECT head.report_no, 1000 * max(weight.value) + least(count(*)::int, 999) AS severity
    FROM finding CROSS JOIN unnest(finding.report_nos) AS about (report_no)
    JOIN head ON head.report_no = about.report_no
    JOIN (VALUES ${WEIGHTS}) AS weight (code, value) ON weight.code = finding.document ->> 'code'
    WHERE finding.stage = 'report' AND finding.gone_at IS NULL
      AND NOT EXISTS (SELECT FROM finding_decision AS decision WHERE decision.finding_id = finding.id
        AND (decision.client_code IS NULL OR decision.client_code = head.client_code))
    GROUP BY head.report_no),
  ranked AS (
    SELECT ${HEAD_COLUMNS}, coalesce(found.severity, 0) AS severity
    FROM head LEFT JOIN found ON found.report_no = head.report_no)`;

interface CountedRow extends RankedReport {
  readonly total: number;
}

/** The reports that fit, worst first, then the oldest; with `isClean` only those of which nothing is found. */
export const listWorstReports = async (
  queryable: Queryable,
  filter: ReportFilter & { readonly isClean: boolean },
  { limit, offset }: PageOrder,
): Promise<ReportPage> => {
  const { sql, parameters } = reportConditions(filter);
  const at = parameters.length;
  const rows = await queryable.query<CountedRow>(
    `WITH head AS MATERIALIZED (SELECT * FROM daily_report AS head ${sql}), ${RANKED}
     SELECT ranked.*, count(*) OVER ()::int AS total FROM ranked WHERE severity = 0 OR NOT $${at + 1}::bool
     ORDER BY severity DESC, "businessDate", "reportNo" LIMIT $${at + 2} OFFSET $${at + 3}`,
    [...parameters, filter.isClean, limit, offset],
  );
  return { heads: rows.map(({ total: _, ...head }) => head), total: rows[0]?.total ?? offset };
};

/** The reports that fit, of the newest business date first. */
export const listNewestPage = async (
  queryable: Queryable,
  filter: ReportFilter,
  { limit, offset }: PageOrder,
): Promise<ReportPage> => {
  const { sql, parameters } = reportConditions(filter);
  const at = parameters.length;
  const [{ total }] = await queryable.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM daily_report AS head ${sql}`,
    parameters,
  );
  const heads = await queryable.query<RankedReport>(
    `WITH head AS MATERIALIZED (SELECT * FROM daily_report AS head ${sql}
       ORDER BY business_date DESC, report_no DESC LIMIT $${at + 1} OFFSET $${at + 2}), ${RANKED}
     SELECT * FROM ranked ORDER BY "businessDate" DESC, "reportNo" DESC`,
    [...parameters, limit, offset],
  );
  return { heads, total };
};
