import type { VehicleNow } from '#wire';

/** Degrees, and degrees from north. */
export interface Pose {
  lng: number;
  lat: number;
  headingDeg: number;
}

interface Leg {
  from: Pose;
  to: Pose;
  startedAt: number;
  durationMs: number;
}

const SHORTEST_LEG_MS = 150;
const LONGEST_LEG_MS = 4_000;
/** Farther than this (degrees, about 500 m) a dot jumps: the way between is unknown. */
const JUMP_DEG = 0.005;

/** The shorter way round between two bearings. */
const turn = (fromDeg: number, toDeg: number): number => ((toDeg - fromDeg + 540) % 360) - 180;

/** Where a vehicle is drawn between two fixes. `at` is any monotonic clock in milliseconds. */
export function poseAt({ from, to, startedAt, durationMs }: Leg, at: number): Pose {
  const share = durationMs <= 0 ? 1 : Math.min(1, Math.max(0, (at - startedAt) / durationMs));
  return {
    lng: from.lng + (to.lng - from.lng) * share,
    lat: from.lat + (to.lat - from.lat) * share,
    headingDeg: (from.headingDeg + turn(from.headingDeg, to.headingDeg) * share + 360) % 360,
  };
}

/**
 * Moves every vehicle from where it is drawn to its newest fix, in about the time until the next one is expected: the
 * time that passed between the last two.
 */
export class FleetMotion {
  private readonly legs = new Map<number, Leg>();

  constructor(private readonly still: boolean) {}

  clear(): void {
    this.legs.clear();
  }

  move({ vehicleId, lng, lat, headingDeg }: VehicleNow, at: number): void {
    if (lng === null || lat === null) return;
    const leg = this.legs.get(vehicleId);
    const shown = leg && poseAt(leg, at);
    const to: Pose = { lng, lat, headingDeg: headingDeg ?? shown?.headingDeg ?? 0 };
    const jumps = !shown || Math.abs(shown.lng - to.lng) + Math.abs(shown.lat - to.lat) > JUMP_DEG;
    const sinceMs = leg ? at - leg.startedAt : 0;
    const durationMs = this.still || jumps ? 0 : Math.min(LONGEST_LEG_MS, Math.max(SHORTEST_LEG_MS, sinceMs));
    this.legs.set(vehicleId, {
      from: durationMs === 0 ? to : (shown as Pose),
      to,
      startedAt: at,
      durationMs,
    });
  }

  poseOf(vehicleId: number, at: number): Pose | null {
    const leg = this.legs.get(vehicleId);
    return leg ? poseAt(leg, at) : null;
  }

  /** Is any vehicle still under way to its newest fix? */
  isMoving(at: number): boolean {
    return [...this.legs.values()].some((leg) => at < leg.startedAt + leg.durationMs);
  }
}
