import type { Queryable } from './database.js';

/** The network and matcher that the stored passes come from. */
export interface MatchedWith {
  readonly networkHash: string;
  readonly matcherVersion: number;
}

export const findMatchedWith = async (queryable: Queryable): Promise<MatchedWith | undefined> => {
  const [row] = await queryable.query<MatchedWith>(
    `SELECT network_hash AS "networkHash", matcher_version AS "matcherVersion" FROM matched_with`,
  );
  return row;
};

export const saveMatchedWith = async (
  tx: Queryable,
  { networkHash, matcherVersion }: MatchedWith,
): Promise<void> => {
  await tx.query(
    `INSERT INTO matched_with (network_hash, matcher_version) VALUES ($1, $2)
     ON CONFLICT (only_row) DO UPDATE SET network_hash = excluded.network_hash, matcher_version = excluded.matcher_version`,
    [networkHash, matcherVersion],
  );
};
