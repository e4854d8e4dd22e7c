import type { Queryable } from '#store';

/** What TimescaleDB runs by itself on a real server; WebAssembly has no background worker. */
export const JOBS = {
  columnstore: 'policy_compression',
  retention: 'drop_old_fixes',
  refresh: 'policy_refresh_continuous_aggregate',
} as const;

export interface Job {
  readonly id: number;
  readonly config: Record<string, unknown>;
}

export const findJob = async (queryable: Queryable, job: keyof typeof JOBS): Promise<Job | undefined> => {
  const [found] = await queryable.query<Job>(
    'SELECT job_id AS id, config FROM timescaledb_information.jobs WHERE proc_name = $1',
    [JOBS[job]],
  );
  return found;
};

/** Runs a policy as the scheduler would. */
export const runJob = async (queryable: Queryable, job: keyof typeof JOBS): Promise<void> => {
  const { id } = (await findJob(queryable, job))!;
  await queryable.query(`CALL run_job(${id})`);
};

/** First instants of the days of fixes that are kept, and whether each is compressed; in order. */
export const listDays = (queryable: Queryable): Promise<{ fromAt: number; compressed: boolean }[]> =>
  queryable.query(
    `SELECT range_start AS "fromAt", is_compressed AS compressed FROM timescaledb_information.chunks
     WHERE hypertable_name = 'fix' ORDER BY range_start`,
  );
