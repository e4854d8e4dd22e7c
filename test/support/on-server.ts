import pg from 'pg';

/** Runs a statement on a server, outside of any transaction. */
export const onServer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
