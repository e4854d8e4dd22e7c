import type { Queryable } from './database.js';
import {
  readTimescaleLicence,
  readTimescaleOffer,
  whyNotLicence,
  whyNotTimescale,
} from './timescale-offer.js';
import { type StoreKeeping, setKeepingPolicies } from './timescale-policies.js';

/** Where a start tells what became of the database. */
export interface EnsureOptions {
  /** Left out, policies stay as they are. */
  readonly keeping?: StoreKeeping;
  readonly tell?: (sentence: string) => void;
}

const hasRow = async (tx: Queryable, sql: string): Promise<boolean> => (await tx.query(sql)).length > 0;

/** Fixes in chunks of a day; the primary key stays. */
const ensureHypertable = async (tx: Queryable, tell: (sentence: string) => void): Promise<void> => {
  if (await hasRow(tx, `SELECT FROM timescaledb_information.hypertables WHERE hypertable_name = 'fix'`))
    return;
  if (await hasRow(tx, 'SELECT FROM fix LIMIT 1'))
    tell('The stored fixes are moved into chunks of a day: this may take minutes.');
  await tx.query(
    `SELECT create_hypertable('fix', by_range('fix_at', INTERVAL '1 day'), create_default_indexes => false,
       migrate_data => true)`,
  );
};

/**
 * The columnstore's order. Device and key follow the time so that a late fix is compared with the batches of its own
 * device only: without them, with those of every vehicle of that hour.
 */
const SEGMENT_BY = 'vehicle_id';
const ORDER_BY = 'fix_at,device_id,key';

const ensureColumnstore = async (tx: Queryable): Promise<void> => {
  const set = `SELECT FROM timescaledb_information.hypertable_columnstore_settings WHERE hypertable = 'fix'::regclass
    AND segmentby = '${SEGMENT_BY}' AND orderby = '${ORDER_BY}'`;
  if (await hasRow(tx, set)) return;
  await tx.query(
    `ALTER TABLE fix SET (timescaledb.enable_columnstore, timescaledb.segmentby = '${SEGMENT_BY}',
       timescaledb.orderby = '${ORDER_BY}')`,
  );
};

/** The hours as a continuous aggregate that adds the newest fixes when it is read; late ones come with a refresh. */
const ensureVehicleHour = async (tx: Queryable): Promise<void> => {
  const known = `SELECT FROM timescaledb_information.continuous_aggregates WHERE view_name = 'vehicle_hour'`;
  if (!(await hasRow(tx, known))) {
    const [{ plain }] = await tx.query<{ plain: string }>(
      `SELECT pg_get_viewdef('vehicle_hour'::regclass) AS plain`,
    );
    const bucketed = plain.replace(/date_bin\(([^,]+), fix_at, [^)]+\)/g, 'time_bucket($1, fix_at)');
    await tx.query('DROP VIEW vehicle_hour');
    await tx.query(
      `CREATE MATERIALIZED VIEW vehicle_hour WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
       ${bucketed.replace(/;\s*$/, '')} WITH NO DATA`,
    );
  }
  await tx.query(
    `SELECT add_continuous_aggregate_policy('vehicle_hour', start_offset => NULL, end_offset => INTERVAL '1 hour',
       schedule_interval => INTERVAL '30 minutes', if_not_exists => true)`,
  );
};

const setUp = async (
  session: Queryable,
  { keeping, tell = () => undefined }: EnsureOptions,
): Promise<void> => {
  await session.query('CREATE EXTENSION IF NOT EXISTS timescaledb');
  const refusal = whyNotLicence(await readTimescaleLicence(session));
  if (refusal !== null) {
    await session.query('ROLLBACK');
    return tell(refusal);
  }
  await ensureHypertable(session, tell);
  await ensureColumnstore(session);
  await ensureVehicleHour(session);
  if (keeping !== undefined) await setKeepingPolicies(session, keeping);
  await session.query('COMMIT');
  const { installed } = await readTimescaleOffer(session);
  tell(`TimescaleDB ${installed} keeps the fixes in chunks of a day.`);
};

/**
 * Repeated at every start, after the migrations: where the database offers TimescaleDB under the `timescale` licence,
 * the fixes become a hypertable with columnstore and policies, and `vehicle_hour` a continuous aggregate; elsewhere
 * it tells why not, and the same SQL runs on plain PostgreSQL. `session` is one connection, not a pool.
 */
export const ensureTimescale = async (session: Queryable, options: EnsureOptions): Promise<void> => {
  const tell = options.tell ?? (() => undefined);
  const refusal = whyNotTimescale(await readTimescaleOffer(session));
  if (refusal !== null) return tell(refusal);
  await session.query('BEGIN');
  try {
    await setUp(session, options);
  } catch (error) {
    const isAlive = await session.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    const { message } = error as Error;
    // A server that does not preload the library ends the connection; any other lost connection is the caller's.
    if (!isAlive && !message.includes('preload')) throw error;
    tell(`TimescaleDB could not be set up (${message}): the database is used as it is.`);
  }
};
