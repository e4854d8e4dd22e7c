import type { Queryable } from './database.js';

/** What a database says of TimescaleDB; null: nothing. */
export interface TimescaleOffer {
  /** The version that `CREATE EXTENSION` would bring. */
  readonly available: string | null;
  /** The version that the database has. */
  readonly installed: string | null;
}

/** The columnstore has had its present names since 2.18 (its release notes). */
const OLDEST_VERSION = [2, 18] as const;
const LICENCE = 'timescale';

const isTooOld = (version: string): boolean => {
  const [major, minor] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major < OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor < OLDEST_VERSION[1]);
};

export const readTimescaleOffer = async (queryable: Queryable): Promise<TimescaleOffer> => {
  const [offer] = await queryable.query<TimescaleOffer>(
    `SELECT default_version AS available, installed_version AS installed FROM pg_available_extensions
     WHERE name = 'timescaledb'`,
  );
  return offer ?? { available: null, installed: null };
};

/** The licence under which the extension of this database runs; known once it is created. */
export const readTimescaleLicence = async (queryable: Queryable): Promise<string | null> => {
  const [row] = await queryable.query<{ licence: string | null }>(
    `SELECT current_setting('timescaledb.license', true) AS licence`,
  );
  return row.licence;
};

/** Why the offer cannot be taken, in one sentence with what to do; null where it can. */
export const whyNotTimescale = ({ available, installed }: TimescaleOffer): string | null => {
  const version = installed ?? available;
  if (version === null) return 'The database has no TimescaleDB: it is used as plain PostgreSQL.';
  if (!isTooOld(version)) return null;
  const cure =
    installed !== null && installed !== available ? 'run ALTER EXTENSION timescaledb UPDATE' : 'update it';
  return (
    `TimescaleDB ${version} is too old, ${OLDEST_VERSION.join('.')} or newer is needed: the database is used as plain ` +
    `PostgreSQL; ${cure} and start again.`
  );
};

/** As `whyNotTimescale`, for the licence. */
export const whyNotLicence = (licence: string | null): string | null =>
  licence === LICENCE
    ? null
    : `TimescaleDB runs under the licence ${JSON.stringify(licence)}, without columnstore and policies: the database ` +
      `is used as plain PostgreSQL; use the Community build with timescaledb.license = '${LICENCE}' and start again.`;
