/** Work types (作業区分) of Ishikawa Prefecture: domain.md §1.3. */
export const WORK_TYPES = [
  'fresh_snow',
  'surface_grading',
  'packed_snow',
  'widening',
  'hauling',
  'anti_icing',
  'sidewalk',
  'patrol',
] as const;
export type WorkType = (typeof WORK_TYPES)[number];

/** One GPS observation of a device, after its bytes were decoded. Instants are epoch milliseconds UTC. */
export interface Fix {
  readonly deviceId: number;
  /** The device's assignment at the fix time. */
  readonly vehicleId: number;
  /** The device's time of the fix. */
  readonly fixAt: number;
  /** The device's own record number, where it has one. */
  readonly seq: number | null;
  readonly latE6: number;
  readonly lngE6: number;
  readonly speedMps: number | null;
  /** Degrees clockwise from north, 0 ≤ heading < 360. */
  readonly headingDeg: number | null;
  readonly accuracyM: number | null;
  /** Blade down / spreader on, as the device's inputs say; null where it has no such input. */
  readonly blade: boolean | null;
  readonly spreader: boolean | null;
  readonly workType: WorkType | null;
  /** The phone said that an app made the position; null where it did not say. */
  readonly isMock: boolean | null;
  /** When the device sent it, where the protocol says so. */
  readonly sentAt: number | null;
  /** When ingest first received it. */
  readonly receivedAt: number;
}

/** Why a fix of a known device was kept aside and not used. One word each, the same in code, JSON and SQL. */
export const REJECT_REASONS = [
  'unreadable',
  'time_missing',
  'time_in_future',
  'time_too_old',
  'local_time_as_utc',
  'position_missing',
  'position_not_a_number',
  'position_zero',
  'position_out_of_range',
  'speed_out_of_range',
  'no_vehicle',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** A fix that was received but cannot be used: the raw payload is kept with the reason. */
export interface RejectedFix {
  readonly deviceId: number;
  readonly reason: RejectReason;
  /** The payload as received (one fix), JSON text, at most 4 kB. */
  readonly raw: string;
  readonly receivedAt: number;
}
