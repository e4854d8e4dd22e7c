import type { Account } from '#domain';
import { ProblemError } from '#server';
import { type Database, findAccountOfToken, storeTrouble } from '#store';
import { isSameToken } from './staff-gate.js';

/** Whoever has STAFF_TOKEN: the client's administrator, who sees and does everything that a client may. */
export const ADMINISTRATOR: Account = {
  code: 'staff',
  name: '管理者',
  role: 'client',
  contractorCode: null,
  vehicleCodes: [],
  authorityCode: null,
};

/** Whose token is it? STAFF_TOKEN is known without the store. @throws ProblemError 503 where the store cannot be asked. */
export const accountFinder =
  (database: Database, staffToken: string) =>
  async (token: string): Promise<Account | undefined> => {
    if (isSameToken(token, staffToken)) return ADMINISTRATOR;
    try {
      return await findAccountOfToken(database, token);
    } catch (error) {
      const trouble = storeTrouble(error);
      if (trouble === null) throw error;
      throw new ProblemError(503, trouble);
    }
  };
