import type { LocalDate } from '#domain';
import { PAYABLE } from './audited-reports.js';
import type { Queryable } from './database.js';

/** A business date and what its audits rest on: the payable reports of it and of the date before, and the rules. */
export interface AuditedDate {
  readonly businessDate: LocalDate;
  readonly fingerprint: string;
}

/** Those of some dates whose audits would rest on something else than when they were last made, in order. */
export const listDatesToAudit = (
  queryable: Queryable,
  dates: readonly LocalDate[],
  rules: string,
): Promise<AuditedDate[]> =>
  queryable.query<AuditedDate>(
    `WITH asked AS (SELECT DISTINCT date FROM unnest($1::date[]) AS date),
     standing AS (
       SELECT business_date, md5(string_agg(concat_ws(' ', report_no, revision, content_step, changed_passes_hash),
         E'\\n' ORDER BY report_no)) AS reports
       FROM daily_report WHERE state = ANY($3::text[])
         AND business_date IN (SELECT date FROM asked UNION SELECT date - 1 FROM asked) GROUP BY business_date),
     now AS (
       SELECT asked.date, concat_ws(' ', $2::text, own.reports, 'after', before.reports) AS fingerprint
       FROM asked LEFT JOIN standing AS own ON own.business_date = asked.date
       LEFT JOIN standing AS before ON before.business_date = asked.date - 1)
     SELECT now.date::text AS "businessDate", now.fingerprint FROM now
     LEFT JOIN audited_date AS audited ON audited.business_date = now.date
     WHERE audited.fingerprint IS DISTINCT FROM now.fingerprint ORDER BY now.date`,
    [dates, rules, PAYABLE],
  );

/** Notes that a date was audited. */
export const noteAudited = async (
  tx: Queryable,
  { businessDate, fingerprint }: AuditedDate,
): Promise<void> => {
  await tx.query(
    `INSERT INTO audited_date (business_date, fingerprint) VALUES ($1::date, $2)
     ON CONFLICT (business_date) DO UPDATE SET fingerprint = excluded.fingerprint`,
    [businessDate, fingerprint],
  );
};
