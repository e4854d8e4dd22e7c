import pg from 'pg';

/** Names this lock among the advisory locks of the database: the letters YUKI. */
const LOCK_KEY = 0x59554b49;

/**
 * Makes sure that one embedded process at a time works on a database: two would match the same vehicles. The
 * lock ends with its connection, so a killed process leaves none.
 * @throws Error when another process holds it.
 */
export const claimDatabase = async (url: string): Promise<{ release(): Promise<void> }> => {
  const client = new pg.Client({ connectionString: url, application_name: 'yukimichi-lock', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [LOCK_KEY]);
  if (!rows[0].locked) {
    await client.end();
    throw new Error(
      'Another Yukimichi works on this data folder: stop it first, or set DATA_DIR to another folder.',
    );
  }
  return { release: () => client.end() };
};
