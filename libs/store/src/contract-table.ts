import { type Contract, canonicalJson } from '#domain';
import type { Queryable } from './database.js';
import type { Recorded, Stamp } from './stamp.js';
import { whereOf } from './where-clause.js';

/** A contract before the store numbered its version. */
export type NewContract = Omit<Contract, 'version'>;

/** Which contracts: left out = all. */
export interface ContractFilter {
  readonly ids?: readonly string[];
  readonly clientCode?: string;
  readonly contractorCode?: string;
  /** With at least one of these machines on it. */
  readonly machineCodes?: readonly string[];
}

/** A contract, and who recorded this version when. */
export interface RecordedContract extends Recorded {
  readonly contract: Contract;
}

const COLUMNS = 'document AS contract, recorded_at AS "recordedAt", recorded_by AS "recordedBy"';

const isSame = ({ version: _, ...stored }: Contract, { version: __, ...given }: Contract): boolean =>
  canonicalJson(stored) === canonicalJson(given);

/**
 * Stores a contract as a new version and returns it; where the newest version says the same, that one. Run it in a
 * transaction. The contract must have passed `checkContract`.
 */
export const saveContract = async (tx: Queryable, given: NewContract, stamp: Stamp): Promise<Contract> => {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('contract ' || $1, 0))`, [given.id]);
  const newest = await findContract(tx, given.id);
  const contract: Contract = { ...given, version: (newest?.version ?? 0) + 1 };
  if (newest !== undefined && isSame(newest, contract)) return newest;
  await tx.query(
    `INSERT INTO contract (id, version, client_code, contractor_code, from_date, to_date, document, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5::date, $6::date, $7::jsonb, to_timestamp($8::float8 / 1000), $9)`,
    [
      contract.id,
      contract.version,
      contract.clientCode,
      contract.contractorCode,
      contract.fromDate,
      contract.toDate,
      canonicalJson(contract),
      stamp.at,
      stamp.by,
    ],
  );
  return contract;
};

/** The newest version of each contract, by id. */
export const listContracts = async (
  queryable: Queryable,
  { ids, clientCode, contractorCode, machineCodes }: ContractFilter = {},
): Promise<Contract[]> => {
  const { sql, parameters } = whereOf([
    ['id = ANY(?::text[])', ids],
    ['client_code = ?', clientCode],
    ['contractor_code = ?', contractorCode],
    ['machine_codes && ?::text[]', machineCodes],
  ]);
  const rows = await queryable.query<{ contract: Contract }>(
    `SELECT document AS contract FROM (
       SELECT DISTINCT ON (id) id, client_code, contractor_code, machine_codes, document FROM contract
       ORDER BY id, version DESC) AS newest
     ${sql} ORDER BY id`,
    parameters,
  );
  return rows.map(({ contract }) => contract);
};

/** One version of a contract, else the newest. */
export const findContract = async (
  queryable: Queryable,
  id: string,
  version?: number,
): Promise<Contract | undefined> => {
  const [row] = await queryable.query<{ contract: Contract }>(
    `SELECT document AS contract FROM contract WHERE id = $1 AND version = coalesce($2::int, version)
     ORDER BY version DESC LIMIT 1`,
    [id, version ?? null],
  );
  return row?.contract;
};

/** Every version of a contract, oldest first. */
export const listContractVersions = (queryable: Queryable, id: string): Promise<RecordedContract[]> =>
  queryable.query<RecordedContract>(`SELECT ${COLUMNS} FROM contract WHERE id = $1 ORDER BY version`, [id]);
