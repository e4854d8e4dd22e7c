import type { Clock, Settings } from '#config';
import type { RoadNetwork } from '#domain';
import type { FixLog } from '#fix-log';
import type { Database } from '#store';

/** What the composing process gives to tracks. */
export interface TracksParts {
  readonly database: Database;
  readonly fixLog: FixLog;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Null while no roads are loaded: fixes are stored and stay marked. */
  readonly network: RoadNetwork | null;
}

export const TRACKS_PARTS = Symbol('TracksParts');
