import type { WorkKind } from '#domain';
import type { VehicleNow } from '#store';

/**
 * Bodies of the change table as tracks writes them; the four events carry the domain's own shapes, `unit_silent` and
 * `unit_back` the vehicle as it is now, `device_fault` a ClockFault of the store.
 */
export interface PositionsBody {
  readonly vehicles: readonly VehicleNow[];
}

export interface PassesBody {
  readonly vehicleId: number;
  readonly fromAt: number;
  readonly toAt: number;
  /** Every segment whose passes were added, replaced or removed. */
  readonly segments: readonly number[];
}

/** Plowing and spreading are work; a plow that only passes is not. */
export const isAtWork = (workKind: WorkKind): boolean => workKind === 'plowed' || workKind === 'treated';
