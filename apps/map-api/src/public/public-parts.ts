import type { Clock } from '#config';
import type { HealthChecks, Metrics } from '#server';

/** What the public plane is given: a folder and a clock, and no database. */
export interface PublicParts {
  readonly publishDir: string;
  readonly clock: Clock;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

export const PUBLIC_PARTS = Symbol('PublicParts');
