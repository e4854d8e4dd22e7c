import type { Clock, Settings } from '#config';
import type { RoadNetwork } from '#domain';
import type { HealthChecks, Metrics } from '#server';
import type { Database } from '#store';

/** What the staff plane is given by the process that composes it. */
export interface StaffParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Null while nothing is loaded: staff routes that need roads say so. */
  readonly network: RoadNetwork | null;
  readonly staffToken: string;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

export const STAFF_PARTS = Symbol('StaffParts');
