import type { LocalDate } from '#domain';
import type { Queryable } from './database.js';

/**
 * The business dates that must be audited, in order, so that the audits of some dates rest on the payable reports as they
 * stand and on these rules: those of which a report stands otherwise than it was audited, and the dates after, which look
 * back on it.
 */
export const listDatesToAudit = async (
  queryable: Queryable,
  dates: readonly LocalDate[],
  rules: string,
): Promise<LocalDate[]> => {
  const rows = await queryable.query<{ date: LocalDate }>(
    `WITH asked AS (SELECT DISTINCT date FROM unnest($1::date[]) AS date),
     changed AS (
       SELECT DISTINCT business_date AS date FROM daily_report WHERE audit_standing IS DISTINCT FROM audited_as
         AND business_date IN (SELECT date FROM asked UNION SELECT date - 1 FROM asked))
     SELECT date::text AS date FROM (
       SELECT date FROM changed UNION SELECT date + 1 FROM changed UNION
       SELECT asked.date FROM asked LEFT JOIN audited_date AS audited ON audited.business_date = asked.date
       WHERE audited.rules IS DISTINCT FROM $2) AS due ORDER BY due.date`,
    [dates, rules],
  );
  return rows.map(({ date }) => date);
};

/** Notes that a date was audited by these rules. */
export const noteAuditedDate = async (
  tx: Queryable,
  businessDate: LocalDate,
  rules: string,
): Promise<void> => {
  await tx.query(
    `INSERT INTO audited_date (business_date, rules) VALUES ($1::date, $2)
     ON CONFLICT (business_date) DO UPDATE SET rules = excluded.rules`,
    [businessDate, rules],
  );
};

/**
 * Notes that the audits of a date and of the one after have taken its payable reports as they stood: one that has changed
 * since is due again, and so is one that was not among them.
 */
export const noteAuditedReports = async (
  tx: Queryable,
  businessDate: LocalDate,
  seen: readonly { readonly reportNo: string; readonly standing: string }[],
): Promise<void> => {
  await tx.query(
    `UPDATE daily_report AS head SET audited_as = due.standing
     FROM (SELECT each.report_no, seen.standing FROM daily_report AS each
       LEFT JOIN unnest($2::text[], $3::text[]) AS seen (report_no, standing) ON seen.report_no = each.report_no
       WHERE each.business_date = $1::date AND each.audited_as IS DISTINCT FROM seen.standing
       ORDER BY each.report_no FOR UPDATE OF each) AS due
     WHERE head.report_no = due.report_no`,
    [businessDate, seen.map(({ reportNo }) => reportNo), seen.map(({ standing }) => standing)],
  );
};
