import { localDateOf, type Register } from '#domain';
import { cityContracts } from '#fixtures';
import { saveContractBook } from '#paperwork';
import type { Database } from '#store';

/** The contracts that a demo's month is paid by: those of the fiscal year that its storm begins in. */
export const loadDemoContracts = async (
  database: Database,
  register: Register,
  startAt: number,
): Promise<void> => {
  const book = cityContracts(register, localDateOf(startAt));
  await database.transaction((tx) => saveContractBook(tx, book, { by: 'demo', at: startAt }));
};
