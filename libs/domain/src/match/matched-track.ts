/** Where a vehicle is thought to be now: for the moving dot and `in_progress` only, never stored as a pass. */
export interface Place {
  readonly directed: number;
  /** Metres from the start of the directed segment. */
  readonly alongM: number;
  readonly latE6: number;
  readonly lngE6: number;
}

/** A stretch of the final path on one directed segment: metres `fromM`..`toM` (fromM ≤ toM) along its direction. */
export interface PathStep {
  readonly directed: number;
  readonly fromM: number;
  readonly toM: number;
  readonly enteredAt: number;
  readonly leftAt: number;
  /** True where the path only bridges a gap too long for clearance: drawn, but no pass. */
  readonly bridged: boolean;
  /** True where the vehicle drove backwards over metres (reverse gear), 'directed' being its direction of travel. */
  readonly reversing: boolean;
  /** Posterior probability of this segment, 0..1. */
  readonly confidence: number;
  /** The best other segment that was ruled out and its probability; null where there was none. */
  readonly runnerUpSegment: number | null;
  readonly runnerUpProbability: number;
}

/** What became of one fix of a track. `odometerM` is the displayed path's length from the track's first fix to here. */
export interface MatchedFix {
  readonly fixAt: number;
  readonly verdict: 'used' | 'standing' | 'implausible_jump' | 'off_network';
  readonly directed: number | null;
  readonly odometerM: number;
}
