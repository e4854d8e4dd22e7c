import type { Account } from '#domain';
import type { Queryable } from './database.js';
import { hashToken } from './device-table.js';

interface AccountRow {
  code: string;
  name: string;
  role: Account['role'];
  contractor_code: string | null;
  vehicle_codes: string[];
  authority_code: string | null;
}

const COLUMNS = 'code, name, role, contractor_code, vehicle_codes, authority_code';

const accountOf = (row: AccountRow): Account => ({
  code: row.code,
  name: row.name,
  role: row.role,
  contractorCode: row.contractor_code,
  vehicleCodes: row.vehicle_codes,
  authorityCode: row.authority_code,
});

/** The account that has this token. */
export const findAccountOfToken = async (
  queryable: Queryable,
  token: string,
): Promise<Account | undefined> => {
  const sql = `SELECT ${COLUMNS} FROM account WHERE token_hash = $1`;
  const [row] = await queryable.query<AccountRow>(sql, [hashToken(token)]);
  return row && accountOf(row);
};

/** Every account, by code. */
export const listAccounts = async (queryable: Queryable): Promise<Account[]> => {
  const rows = await queryable.query<AccountRow>(`SELECT ${COLUMNS} FROM account ORDER BY code`);
  return rows.map(accountOf);
};

/** Adds accounts, or changes known ones; one without a token must be known already and keeps its own. */
export const upsertAccounts = async (
  queryable: Queryable,
  accounts: readonly (Account & { readonly token?: string })[],
): Promise<void> => {
  for (const account of accounts) {
    const { code, name, role, contractorCode, vehicleCodes, authorityCode, token } = account;
    const values = [code, name, role, contractorCode, vehicleCodes, authorityCode];
    if (token === undefined)
      await queryable.query(
        `UPDATE account SET name = $2, role = $3, contractor_code = $4, vehicle_codes = $5, authority_code = $6
         WHERE code = $1`,
        values,
      );
    else
      await queryable.query(
        `INSERT INTO account (${COLUMNS}, token_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, role = excluded.role,
           contractor_code = excluded.contractor_code, vehicle_codes = excluded.vehicle_codes,
           authority_code = excluded.authority_code, token_hash = excluded.token_hash`,
        [...values, hashToken(token)],
      );
  }
};
