import type { FixChain, LocalDate } from '#domain';
import type { Queryable } from './database.js';

/** Keeps chains; a head that is known is left as it is, another one of the same day stands beside it. */
export const insertFixChains = async (
  tx: Queryable,
  chains: readonly FixChain[],
  recordedAt: number,
): Promise<void> => {
  if (chains.length === 0) return;
  await tx.query(
    `INSERT INTO fix_chain (machine_code, date, head, form, fix_count, recorded_at)
     SELECT *, to_timestamp($6::float8 / 1000)
     FROM unnest($1::text[], $2::date[], $3::text[], $4::int[], $5::int[]) ON CONFLICT DO NOTHING`,
    [
      chains.map(({ machineCode }) => machineCode),
      chains.map(({ date }) => date),
      chains.map(({ head }) => head),
      chains.map(({ version }) => version),
      chains.map(({ fixCount }) => fixCount),
      recordedAt,
    ],
  );
};

/** Every chain that was ever taken of a machine's days, by day, oldest first. */
export const listFixChains = (
  queryable: Queryable,
  { machineCode, fromDate, toDate }: { machineCode: string; fromDate: LocalDate; toDate: LocalDate },
): Promise<FixChain[]> =>
  queryable.query<FixChain>(
    `SELECT form AS version, machine_code AS "machineCode", date::text AS date, fix_count AS "fixCount", head
     FROM fix_chain WHERE machine_code = $1 AND date BETWEEN $2::date AND $3::date ORDER BY fix_chain.date, recorded_at`,
    [machineCode, fromDate, toDate],
  );
