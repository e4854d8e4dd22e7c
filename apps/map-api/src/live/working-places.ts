import type { VehicleNow } from '#store';
import type { PassesBody } from './change-bodies.js';

/** A segment stays in progress this long (of the clock) after a plow was last seen on it. */
export const IN_PROGRESS_FOR_MS = 120_000;

interface Sighting {
  readonly vehicleId: number;
  readonly seenAt: number;
}

/** The directed segments on which a plow was last seen plowing and whose pass is not final: `in_progress`. */
export class WorkingPlaces {
  private readonly sightings = new Map<number, Sighting>();
  private readonly placeOf = new Map<number, number>();

  /** Takes a vehicle's newest fix with its provisional place. */
  note(vehicle: VehicleNow): void {
    const { vehicleId, directed, fixAt, silentSince } = vehicle;
    this.placeOf.delete(vehicleId);
    if (directed === null || fixAt === null || silentSince !== null || vehicle.workKind !== 'plowed') return;
    this.placeOf.set(vehicleId, directed);
    this.sightings.set(directed, { vehicleId, seenAt: fixAt });
  }

  /** A vehicle's passes became final: what they cover is no longer in progress, but for where it stands. */
  settle(passes: PassesBody): void {
    for (const segment of passes.segments) {
      for (const directed of [2 * segment, 2 * segment + 1]) {
        const sighting = this.sightings.get(directed);
        const isHere = this.placeOf.get(passes.vehicleId) === directed;
        if (sighting?.vehicleId === passes.vehicleId && sighting.seenAt <= passes.toAt && !isHere) {
          this.sightings.delete(directed);
        }
      }
    }
  }

  /** The directed segments in progress at `nowAt`. */
  at(nowAt: number): Set<number> {
    for (const [directed, { seenAt }] of this.sightings) {
      if (nowAt - seenAt > IN_PROGRESS_FOR_MS) this.sightings.delete(directed);
    }
    return new Set(this.sightings.keys());
  }
}
