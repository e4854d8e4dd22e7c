import type { Fix, RejectReason, WorkType } from './fix.js';

/**
 * One GPS observation as a device's message said it, before it was judged. `null` or absent = not given;
 * NaN = given, but not a number. Instants are epoch milliseconds UTC.
 */
export interface RawFix {
  readonly fixAt?: number | null;
  readonly seq?: number | null;
  /** Degrees. */
  readonly lat?: number | null;
  readonly lng?: number | null;
  readonly speedMps?: number | null;
  readonly headingDeg?: number | null;
  readonly accuracyM?: number | null;
  readonly blade?: boolean | null;
  readonly spreader?: boolean | null;
  readonly workType?: WorkType | null;
  readonly isMock?: boolean | null;
  readonly sentAt?: number | null;
}

/** Who sent a raw fix, when it was received, and whose vehicle the device was on at a time (null: on none). */
export interface FixReceipt {
  readonly deviceId: number;
  readonly receivedAt: number;
  vehicleIdAt(fixAt: number): number | null;
}

export type FixVerdict = { readonly fix: Fix } | { readonly reason: RejectReason };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Bounds of the static judgement. */
export const JUDGE_LIMITS = {
  /** A device's clock may run ahead of the receipt by this much. */
  futureMs: 5 * MINUTE_MS,
  /** Older fixes are a broken clock (such as the 1,024-week roll-over), not a long outage. */
  oldMs: 30 * 24 * HOUR_MS,
  /** Japan Standard Time's lead over UTC: a device that stamps local time as UTC is ahead by this. */
  localLeadMs: 9 * HOUR_MS,
  /** Such a fix may have waited on the device for this long and is still told by its lead. */
  localDelayMs: 30 * MINUTE_MS,
  /** 252 km/h: no plow drives that fast, so the record is broken. */
  speedMps: 70,
} as const;

const isGiven = (value: number | null | undefined): value is number => value !== null && value !== undefined;

const judgeTime = (fixAt: number | null | undefined, receivedAt: number): RejectReason | null => {
  if (!isGiven(fixAt) || !Number.isFinite(fixAt)) return 'time_missing';
  const leadMs = fixAt - receivedAt;
  if (leadMs > JUDGE_LIMITS.futureMs) {
    const fromLocalMs = leadMs - JUDGE_LIMITS.localLeadMs;
    const isLocal = fromLocalMs <= JUDGE_LIMITS.futureMs && fromLocalMs >= -JUDGE_LIMITS.localDelayMs;
    return isLocal ? 'local_time_as_utc' : 'time_in_future';
  }
  return leadMs < -JUDGE_LIMITS.oldMs ? 'time_too_old' : null;
};

const judgePosition = (
  lat: number | null | undefined,
  lng: number | null | undefined,
): RejectReason | null => {
  if (!isGiven(lat) || !isGiven(lng)) return 'position_missing';
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return 'position_not_a_number';
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return 'position_out_of_range';
  // Receivers without a position report 0/0; rounding hides nothing nearer than 11 m to it.
  return Math.abs(lat) < 1e-4 && Math.abs(lng) < 1e-4 ? 'position_zero' : null;
};

/** A value the device marked as unknown (absent, negative, not finite) is null; else it is rounded to 1 / factor. */
const rounded = (value: number | null | undefined, factor: number): number | null =>
  isGiven(value) && Number.isFinite(value) && value >= 0 ? Math.round(value * factor) / factor : null;

const roundedHeading = (headingDeg: number | null | undefined): number | null => {
  const heading = rounded(headingDeg, 10);
  return heading === null || heading > 360 ? null : heading % 360;
};

/** Metres, at most 10 km, so that it fits its column. */
const roundedAccuracy = (accuracyM: number | null | undefined): number | null => {
  const accuracy = rounded(accuracyM, 10);
  return accuracy === null ? null : Math.min(accuracy, 10_000);
};

/**
 * Judges one raw fix by itself (whether it fits its neighbours is the matcher's question) and rounds it to what the
 * store keeps: micro-degrees, cm/s, 0.1°, 0.1 m, whole milliseconds. So a fix in memory equals the one read back.
 */
export const judgeFix = (raw: RawFix, receipt: FixReceipt): FixVerdict => {
  const reason = judgeTime(raw.fixAt, receipt.receivedAt) ?? judgePosition(raw.lat, raw.lng);
  if (reason !== null) return { reason };
  const speedMps = rounded(raw.speedMps, 100);
  if (speedMps !== null && speedMps > JUDGE_LIMITS.speedMps) return { reason: 'speed_out_of_range' };
  const fixAt = Math.round(raw.fixAt!);
  const vehicleId = receipt.vehicleIdAt(fixAt);
  if (vehicleId === null) return { reason: 'no_vehicle' };
  const fix: Fix = {
    deviceId: receipt.deviceId,
    vehicleId,
    fixAt,
    seq: Number.isSafeInteger(raw.seq) ? raw.seq! : null,
    latE6: Math.round(raw.lat! * 1e6),
    lngE6: Math.round(raw.lng! * 1e6),
    speedMps,
    headingDeg: roundedHeading(raw.headingDeg),
    accuracyM: roundedAccuracy(raw.accuracyM),
    blade: raw.blade ?? null,
    spreader: raw.spreader ?? null,
    workType: raw.workType ?? null,
    isMock: raw.isMock ?? null,
    sentAt: isGiven(raw.sentAt) && Number.isFinite(raw.sentAt) ? Math.round(raw.sentAt) : null,
    receivedAt: receipt.receivedAt,
  };
  return { fix };
};
