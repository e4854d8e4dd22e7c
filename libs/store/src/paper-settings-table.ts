import { type AuthoritySettings, canonicalJson } from '#domain';
import type { Queryable } from './database.js';
import type { Stamp } from './stamp.js';

/** The newest settings of each authority that has some, and those for all. */
export const listPaperSettings = async (queryable: Queryable): Promise<AuthoritySettings[]> => {
  const rows = await queryable.query<{ document: AuthoritySettings }>(
    `SELECT DISTINCT ON (authority_code) document FROM paper_settings ORDER BY authority_code, serial DESC`,
  );
  return rows.map(({ document }) => document);
};

/** Adds a row unless the newest of the authority says the same. */
export const savePaperSettings = async (
  tx: Queryable,
  settings: AuthoritySettings,
  { by, at }: Stamp,
): Promise<void> => {
  const newest = (await listPaperSettings(tx)).find(
    ({ authorityCode }) => authorityCode === settings.authorityCode,
  );
  if (newest !== undefined && canonicalJson(newest) === canonicalJson(settings)) return;
  await tx.query(
    `INSERT INTO paper_settings (authority_code, document, recorded_at, recorded_by)
     VALUES ($1, $2::jsonb, to_timestamp($3::float8 / 1000), $4)`,
    [settings.authorityCode, canonicalJson(settings), at, by],
  );
};
