/** What a pass did. Salting is never plowing; unknown stays unknown. The order is that of the codes: append only. */
export const WORK_KINDS = ['plowed', 'treated', 'passed', 'unknown'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** 0 plowed, 1 treated, 2 passed, 3 unknown: the kind where only integers go. */
export const codeOfWorkKind = (kind: WorkKind): number => WORK_KINDS.indexOf(kind);

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
