import type { Clock, Settings } from '#config';
import type { FixLog } from '#fix-log';
import type { HealthChecks, Metrics } from '#server';
import type { Database } from '#store';

/** What the composing process gives the ingest module. */
export interface IngestOptions {
  /** Read for devices and their assignments only. */
  readonly database: Database;
  readonly fixLog: FixLog;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

export const INGEST_OPTIONS = Symbol('INGEST_OPTIONS');
