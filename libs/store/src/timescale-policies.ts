import type { Queryable } from './database.js';

/** How long fixes are kept, and how. */
export interface StoreKeeping {
  /** Days after which a fix is dropped; 0 = never. */
  readonly fixRetentionDays: number;
  /** Days after which TimescaleDB compresses a day of fixes; 0 = never. */
  readonly columnstoreAfterDays: number;
}

/**
 * Drops the days of fixes that are older than `keep_days`, oldest first, up to the first that is still needed. Each day
 * is locked before that is asked: a late fix is either seen with its mark or finds the day gone and is sent again.
 */
const DROP_OLD_FIXES = `CREATE OR REPLACE PROCEDURE drop_old_fixes(job_id integer, config jsonb) LANGUAGE plpgsql AS $$
DECLARE
  old record;
BEGIN
  FOR old IN SELECT format('%I.%I', chunk_schema, chunk_name) AS chunk, range_end
    FROM timescaledb_information.chunks WHERE hypertable_name = 'fix'
      AND range_end <= now() - make_interval(days => (config ->> 'keep_days')::integer) ORDER BY range_end
  LOOP
    EXECUTE 'LOCK TABLE ' || old.chunk || ' IN ACCESS EXCLUSIVE MODE';
    EXIT WHEN fixes_needed_since() < old.range_end;
    PERFORM drop_chunks('fix', older_than => old.range_end);
    COMMIT;
  END LOOP;
END $$`;

const setColumnstorePolicy = async (tx: Queryable, afterDays: number): Promise<void> => {
  const [current] = await tx.query<{ days: number }>(
    `SELECT extract(epoch FROM (config ->> 'compress_after')::interval)::float8 / 86400 AS days
     FROM timescaledb_information.jobs WHERE hypertable_name = 'fix' AND proc_name = 'policy_compression'`,
  );
  if ((current?.days ?? 0) === afterDays) return;
  await tx.query(`CALL remove_columnstore_policy('fix', if_exists => true)`);
  if (afterDays > 0)
    await tx.query(`CALL add_columnstore_policy('fix', after => INTERVAL '${afterDays} days')`);
};

const setRetentionPolicy = async (tx: Queryable, keepDays: number): Promise<void> => {
  await tx.query(DROP_OLD_FIXES);
  const [current] = await tx.query<{ jobId: number; keepDays: number }>(
    `SELECT job_id AS "jobId", (config ->> 'keep_days')::integer AS "keepDays"
     FROM timescaledb_information.jobs WHERE proc_name = 'drop_old_fixes'`,
  );
  if ((current?.keepDays ?? 0) === keepDays) return;
  if (current !== undefined) await tx.query('SELECT delete_job($1)', [current.jobId]);
  if (keepDays > 0) {
    await tx.query(`SELECT add_job('drop_old_fixes', INTERVAL '1 hour', config => $1::jsonb)`, [
      JSON.stringify({ keep_days: keepDays }),
    ]);
  }
};

/** Sets when TimescaleDB compresses and drops days of fixes; a policy that is as it should be keeps its history. */
export const setKeepingPolicies = async (tx: Queryable, keeping: StoreKeeping): Promise<void> => {
  await setColumnstorePolicy(tx, keeping.columnstoreAfterDays);
  await setRetentionPolicy(tx, keeping.fixRetentionDays);
};
