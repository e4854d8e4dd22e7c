import type { Queryable } from './database.js';

/** What the stored passes were matched with: another one of these makes other passes. */
export interface MatchedWith {
  readonly networkHash: string;
  readonly matcherVersion: number;
  /** Of the set of segments in the plan: inferred plowing counts on those only. */
  readonly targetsHash: string;
}

export const findMatchedWith = async (queryable: Queryable): Promise<MatchedWith | undefined> => {
  const [row] = await queryable.query<MatchedWith>(
    `SELECT network_hash AS "networkHash", matcher_version AS "matcherVersion", targets_hash AS "targetsHash"
     FROM matched_with`,
  );
  return row;
};

export const saveMatchedWith = async (tx: Queryable, matchedWith: MatchedWith): Promise<void> => {
  await tx.query(
    `INSERT INTO matched_with (network_hash, matcher_version, targets_hash) VALUES ($1, $2, $3)
     ON CONFLICT (only_row) DO UPDATE SET network_hash = excluded.network_hash,
       matcher_version = excluded.matcher_version, targets_hash = excluded.targets_hash`,
    [matchedWith.networkHash, matchedWith.matcherVersion, matchedWith.targetsHash],
  );
};
