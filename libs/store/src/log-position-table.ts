import type { Queryable } from './database.js';

/** Another consumer owns the partition now, or the log is not where this one left it: take over again. */
export class OwnershipLostError extends Error {
  override readonly name = 'OwnershipLostError';
  constructor(readonly partition: number) {
    super(`Another process follows partition ${partition} of the fix log now.`);
  }
}

/**
 * Makes `owner` the one consumer of `partition` and says where it goes on. Waits for the transactions of the
 * consumer before (FOR UPDATE), after which all of that one's are refused.
 */
export const takeOverPartition = async (tx: Queryable, partition: number, owner: string): Promise<number> => {
  await tx.query(
    `INSERT INTO log_position (partition, next, owner) VALUES ($1, 0, $2) ON CONFLICT (partition) DO NOTHING`,
    [partition, owner],
  );
  await tx.query(`SELECT 1 FROM log_position WHERE partition = $1 FOR UPDATE`, [partition]);
  const [row] = await tx.query<{ next: number }>(
    `UPDATE log_position SET owner = $2 WHERE partition = $1 RETURNING next`,
    [partition, owner],
  );
  return row.next;
};

/** First statement of a transaction that stores records (contracts: Delivery). @throws OwnershipLostError */
export const advancePartition = async (
  tx: Queryable,
  { partition, owner, old, next }: { partition: number; owner: string; old: number; next: number },
): Promise<void> => {
  const rows = await tx.query(
    `UPDATE log_position SET next = $1, owner = $2 WHERE partition = $3 AND next = $4 AND owner = $2 RETURNING 1`,
    [next, owner, partition, old],
  );
  if (rows.length === 0) throw new OwnershipLostError(partition);
};

/**
 * First statement of a transaction that stores passes. It holds the partition against a take-over until it ends,
 * yet lets `advancePartition` of the same owner pass: an acknowledgement never waits for matching.
 * @throws OwnershipLostError
 */
export const holdPartitions = async (
  tx: Queryable,
  partitions: readonly number[],
  owner: string,
): Promise<void> => {
  const rows = await tx.query<{ partition: number }>(
    `SELECT partition FROM log_position WHERE partition = ANY($1::int[]) AND owner = $2
     ORDER BY partition FOR KEY SHARE`,
    [partitions, owner],
  );
  const held = new Set(rows.map((row) => row.partition));
  for (const partition of partitions) if (!held.has(partition)) throw new OwnershipLostError(partition);
};
