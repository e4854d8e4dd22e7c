import type { Clearance } from './clearance.js';

/** What is known of one directed segment (of both directions of a single-lane one). Instants are epoch milliseconds. */
export interface ClearanceInput {
  readonly nowAt: number;
  readonly meltingPipe: boolean;
  /** False where the effective plan class is `none`. */
  readonly inPlan: boolean;
  /** No snow lies there. */
  readonly inTunnel: boolean;
  /** A plow that works is on it, or has just left it and its pass is not final. */
  readonly workingNow: boolean;
  /** Start of its area's current storm; null without one. */
  readonly stormStartedAt: number | null;
  /** That storm has ended, but its snow still lies. */
  readonly stormIsOver: boolean;
  /** Last of the plowings that its class needs; null while there were fewer. */
  readonly plowedAt: number | null;
  /** The earliest of those that count towards being plowed: the storm must not begin after it. */
  readonly countedFromAt: number | null;
  readonly thresholdCm: number;
  readonly newSnowSinceStormCm: number;
  readonly newSnowSincePlowedCm: number;
  /** No unit of its route reports. */
  readonly unitSilent: boolean;
  /** The open order that names its route. */
  readonly order: { readonly targetFinishAt: number | null } | null;
  /** After this age a cleared road is due again while a storm is on (the last age band), milliseconds. */
  readonly clearedForMs: number;
}

/** Why a segment has its clearance: the sentence on its card. */
export const CLEARANCE_REASONS = [
  'melting_pipe',
  'outside_plan',
  'tunnel',
  'working_now',
  'snow_after_plowing',
  'plowed',
  'plowed_long_ago',
  'unit_silent',
  'order_late',
  'ordered',
  'threshold_reached',
  'threshold_not_reached',
  'never_plowed',
] as const;
export type ClearanceReason = (typeof CLEARANCE_REASONS)[number];

export interface JudgedClearance {
  readonly clearance: Clearance;
  readonly reason: ClearanceReason;
}

/**
 * The clearance of a directed segment and why: the first rule that applies (contracts: Segments, passes, clearance).
 * A storm's start makes every earlier plowing count for nothing, so a new storm never shows the last one's green; its
 * end clears no road, so what was due stays due while the storm is the current one.
 */
export const judgeClearance = (input: ClearanceInput): JudgedClearance => {
  if (input.meltingPipe) return { clearance: 'melting_pipe', reason: 'melting_pipe' };
  if (!input.inPlan) return { clearance: 'not_target', reason: 'outside_plan' };
  if (input.inTunnel) return { clearance: 'not_target', reason: 'tunnel' };
  if (input.workingNow) return { clearance: 'in_progress', reason: 'working_now' };
  if (input.stormStartedAt === null) return judgeWithoutStorm(input);
  const plowedInStorm = input.countedFromAt !== null && input.countedFromAt >= input.stormStartedAt;
  return plowedInStorm ? judgePlowed(input) : judgeUnplowed(input);
};

export const clearanceOf = (input: ClearanceInput): Clearance => judgeClearance(input).clearance;

function judgeWithoutStorm(input: ClearanceInput): JudgedClearance {
  if (input.plowedAt === null) return { clearance: 'no_data', reason: 'never_plowed' };
  const old = input.nowAt - input.plowedAt > input.clearedForMs;
  return { clearance: 'cleared', reason: old ? 'plowed_long_ago' : 'plowed' };
}

function judgePlowed(input: ClearanceInput): JudgedClearance {
  if (input.newSnowSincePlowedCm >= input.thresholdCm) {
    return { clearance: 'snowed_again', reason: 'snow_after_plowing' };
  }
  const ageMs = input.nowAt - (input.plowedAt ?? input.nowAt);
  if (ageMs <= input.clearedForMs) return { clearance: 'cleared', reason: 'plowed' };
  if (input.stormIsOver) return { clearance: 'cleared', reason: 'plowed_long_ago' };
  if (input.unitSilent) return { clearance: 'no_data', reason: 'unit_silent' };
  return { clearance: 'due', reason: 'plowed_long_ago' };
}

function judgeUnplowed(input: ClearanceInput): JudgedClearance {
  if (input.unitSilent) return { clearance: 'no_data', reason: 'unit_silent' };
  const thresholdReached = input.newSnowSinceStormCm >= input.thresholdCm;
  if (!thresholdReached && input.order === null) {
    return { clearance: 'not_target', reason: 'threshold_not_reached' };
  }
  const targetFinishAt = input.order?.targetFinishAt ?? null;
  if (targetFinishAt !== null && input.nowAt > targetFinishAt) {
    return { clearance: 'overdue', reason: 'order_late' };
  }
  return { clearance: 'due', reason: thresholdReached ? 'threshold_reached' : 'ordered' };
}
