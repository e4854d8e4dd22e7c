import type { Database } from '#store';

/** Empties tables and all that point to them, those included whose rows are never removed otherwise. */
export const emptyTables = (database: Database, ...tables: readonly string[]): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
  });
