import pg from 'pg';

/** Names this lock among the advisory locks of the database: the letters YUKI. */
const LOCK_KEY = 0x59554b49;
const RETRY_MS = 500;
/** How long a start waits for a server that recovers: two minutes. */
const MOST_TRIES = 240;

/** SQLSTATE of a server that recovers and will be there soon. */
const STARTING_UP = '57P03';

/** Another process that runs works on the database. */
export class ClaimedError extends Error {}

const lock = async (url: string, onLost: () => void): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'yukimichi-lock',
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    LOCK_KEY,
  ]);
  if (!rows[0].locked) {
    await client.end();
    throw new ClaimedError(
      'Another Yukimichi works on this data folder: stop it first, or set DATA_DIR to another folder.',
    );
  }
  client.once('end', onLost);
  return client;
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MS));

/** A server that was killed recovers first. */
const lockWhenUp = async (url: string, onLost: () => void): Promise<pg.Client> => {
  for (let tries = 1; ; tries++) {
    try {
      return await lock(url, onLost);
    } catch (error) {
      if ((error as { code?: string }).code !== STARTING_UP || tries === MOST_TRIES) throw error;
    }
    await pause();
  }
};

/** @throws Error when a process that runs works on the database; one that does not answer is nobody's. */
export const refuseIfClaimed = async (url: string): Promise<void> => {
  try {
    const client = await lock(url, () => undefined);
    await client.end();
  } catch (error) {
    if (error instanceof ClaimedError) throw error;
  }
};

/**
 * Makes sure that one embedded process at a time works on a database: two would match the same vehicles. The
 * lock ends with its connection, so a killed process leaves none. When the database dies, `revive` is called and
 * the lock is taken again; `tell` hears why that fails, at every try. @throws Error when another process holds it.
 */
export const claimDatabase = async (
  url: string,
  revive: () => Promise<void>,
  tell: (sentence: string) => void = () => undefined,
): Promise<{ release(): Promise<void> }> => {
  let released = false;
  let client: pg.Client;
  const onLost = async (): Promise<void> => {
    while (!released) {
      try {
        await revive();
        client = await lock(url, onLost);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== STARTING_UP) tell((error as Error).message);
        await pause();
      }
    }
  };
  client = await lockWhenUp(url, onLost);
  return {
    release: async () => {
      released = true;
      await client.end();
    },
  };
};
