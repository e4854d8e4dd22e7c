import type { Queryable } from './database.js';

/** What became of comparing a report's work with what is recorded of its machine. */
export interface Comparison {
  /** As in `ReportHead`. */
  readonly changedWork: string | null;
  /** What of the record and of the report it rests on; null where it must be made again. */
  readonly comparedWith: string | null;
}

/** A report with its last comparison. */
export interface ComparedReport extends Comparison {
  readonly reportNo: string;
  /** The step that holds its content. */
  readonly contentStep: number;
}

/** The last comparisons of some reports, by number. */
export const listComparisons = async (
  queryable: Queryable,
  reportNos: readonly string[],
): Promise<Map<string, ComparedReport>> => {
  const rows = await queryable.query<ComparedReport>(
    `SELECT report_no AS "reportNo", content_step AS "contentStep", changed_passes_hash AS "changedWork",
       compared_with AS "comparedWith"
     FROM daily_report WHERE report_no = ANY($1::text[]) ORDER BY report_no`,
    [reportNos],
  );
  return new Map(rows.map((row) => [row.reportNo, row]));
};

/**
 * Notes whether a report's work is still what is recorded of its machine: `changedWork` is a hash of what that is now where it
 * is no more, else null.
 */
export const noteComparison = async (
  tx: Queryable,
  reportNo: string,
  { changedWork, comparedWith }: Comparison,
): Promise<void> => {
  await tx.query(
    'UPDATE daily_report SET changed_passes_hash = $2, compared_with = $3 WHERE report_no = $1',
    [reportNo, changedWork, comparedWith],
  );
};
