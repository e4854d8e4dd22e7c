/** What a pass did. Salting is never plowing; unknown stays unknown. */
export const WORK_KINDS = ['plowed', 'treated', 'passed', 'unknown'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** One traversal of one segment in one direction by one vehicle. Instants are epoch milliseconds UTC. */
export interface Pass {
  readonly vehicleId: number;
  readonly segment: number;
  /** 0 as drawn, 1 against. */
  readonly direction: number;
  readonly enteredAt: number;
  readonly leftAt: number;
  /** The covered stretch along the direction, centimetres from the directed segment's start. */
  readonly fromCm: number;
  readonly toCm: number;
  /** Metres covered for the first time by this pass; at most toCm - fromCm. */
  readonly coveredCm: number;
  readonly workKind: WorkKind;
  readonly confidencePermille: number;
  /** The runner-up segment and its probability; -1 and 0 where there was none. */
  readonly runnerUpSegment: number;
  readonly runnerUpPermille: number;
  readonly matcherVersion: number;
}
