import type { Queryable } from './database.js';

/** A request by whom, under which id, and what it asked (another question under the same id is refused). */
export interface RequestKey {
  readonly accountCode: string;
  readonly requestId: string;
  readonly asked: string;
}

export interface StoredAnswer {
  readonly asked: string;
  readonly answer: unknown;
}

/** The answer that this request got before. Of two at once the second waits for the first: run it in a transaction. */
export const findAnswer = async (
  tx: Queryable,
  { accountCode, requestId }: RequestKey,
): Promise<StoredAnswer | undefined> => {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`${accountCode} ${requestId}`]);
  const [row] = await tx.query<StoredAnswer>(
    'SELECT asked, answer FROM answered_request WHERE account_code = $1 AND request_id = $2',
    [accountCode, requestId],
  );
  return row;
};

/** Keeps the answer, in the transaction that did what was asked. */
export const insertAnswer = async (
  tx: Queryable,
  { accountCode, requestId, asked }: RequestKey,
  answer: unknown,
  at: number,
): Promise<void> => {
  await tx.query(
    `INSERT INTO answered_request (account_code, request_id, asked, answer, answered_at)
     VALUES ($1, $2, $3, $4::jsonb, to_timestamp($5::float8 / 1000))`,
    [accountCode, requestId, asked, JSON.stringify(answer), at],
  );
};
