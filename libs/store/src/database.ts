import pg from 'pg';

/** Anything that runs SQL: the pool, or one open transaction. Table functions take it first. */
export interface Queryable {
  /**
   * Rows of one statement. `timestamptz` comes as epoch milliseconds UTC, `int8` and `numeric` as number; a
   * column that holds all 64 bits (keys, versions of the log) is selected as `::text`.
   */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

const OID = { int8: 20, numeric: 1700, timestamptz: 1184 } as const;
const CONNECT_WITHIN_MS = 5_000;
/** Most connections that one process keeps. */
export const PROCESS_CONNECTIONS = 12;

const parseInt8 = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The int8 ${text} does not fit a number: select ::text.`);
  return value;
};

/** `2026-01-25 03:04:05.678+00` as the server prints it in UTC → epoch milliseconds. */
const parseInstant = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00`);

const PARSERS: Record<number, (text: string) => unknown> = {
  [OID.int8]: parseInt8,
  [OID.numeric]: Number,
  [OID.timestamptz]: parseInstant,
};

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

class Transaction implements Queryable {
  private over = false;

  constructor(private readonly client: pg.PoolClient) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (this.over) throw new Error('The transaction is over.');
    return (await this.client.query(sql, parameters as unknown[])).rows as Row[];
  }

  /** From now on a statement of a branch that is still running is refused: it would run outside. */
  end(): void {
    this.over = true;
  }
}

/**
 * A pool of connections to the store. Losing the server rejects what runs; the next call connects again. Statements
 * of one transaction that are not awaited one by one travel together and run in the order of their calls.
 */
export class Database implements Queryable {
  private readonly pool: pg.Pool;

  constructor(
    readonly url: string,
    options: { readonly max?: number } = {},
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: options.max ?? 10,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      application_name: 'yukimichi',
      options: '-c timezone=UTC',
      keepAlive: true,
      pipeline: true,
      types,
    });
    // An idle connection that breaks is dropped by the pool; without a listener the process would end.
    this.pool.on('error', () => undefined);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, parameters as unknown[])).rows as Row[];
  }

  /** Runs `run` between BEGIN and COMMIT on one connection; whatever it throws rolls back and is thrown on. */
  async transaction<T>(run: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    const tx = new Transaction(client);
    try {
      const [, result] = await Promise.all([client.query('BEGIN'), run(tx)]);
      tx.end();
      await client.query('COMMIT');
      return result;
    } catch (error) {
      tx.end();
      await client.query('ROLLBACK').catch((failure: Error) => onError(failure));
      throw error;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  /** Waits for running statements and closes every connection. */
  async close(): Promise<void> {
    await this.pool.end();
  }
}
