import type { Clock, Settings } from '#config';
import type { RoadNetwork } from '#domain';
import type { FixLog } from '#fix-log';
import type { HealthChecks, Metrics } from '#server';
import type { Database } from '#store';
import type { FixLogStrategy } from './fix-log-strategy.js';

/** What the composing process gives to tracks. */
export interface TracksParts {
  readonly database: Database;
  readonly fixLog: FixLog;
  /** The transport over `fixLog` that hands batches to this module. */
  readonly strategy: FixLogStrategy;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Null while no roads are loaded: fixes are stored and stay marked. */
  readonly network: RoadNetwork | null;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

export const TRACKS_PARTS = Symbol('TracksParts');
