/** Snow state words, the same in code, JSON, SQL and legend (contracts: Segments, passes, clearance). */
export const CLEARANCES = [
  'in_progress',
  'cleared',
  'snowed_again',
  'due',
  'overdue',
  'no_data',
  'not_target',
  'melting_pipe',
] as const;
export type Clearance = (typeof CLEARANCES)[number];
