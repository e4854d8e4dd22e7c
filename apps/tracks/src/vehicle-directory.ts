import { type RoadNetwork, SegmentIndex, TrackFollower } from '#domain';
import type { FixLog } from '#fix-log';
import { type Database, listLastTrackEnds, listVehicleEvents } from '#store';
import { PlanTargets } from './plan-targets.js';
import { VehicleTrack } from './vehicle-track.js';
import { VehicleWork } from './vehicle-work.js';

/** The vehicles that matching knows, with the network they drive on. A vehicle is read from the store once. */
export class VehicleDirectory {
  readonly targets: PlanTargets;
  private readonly index: SegmentIndex;
  private readonly vehicles = new Map<number, VehicleTrack>();

  constructor(
    private readonly database: Database,
    private readonly fixLog: FixLog,
    readonly network: RoadNetwork,
  ) {
    this.index = new SegmentIndex(network);
    this.targets = new PlanTargets(network);
  }

  all(): IterableIterator<VehicleTrack> {
    return this.vehicles.values();
  }

  find(vehicleId: number): VehicleTrack | undefined {
    return this.vehicles.get(vehicleId);
  }

  /** A follower for a new track of the vehicle. */
  readonly begin = (vehicle: VehicleTrack): TrackFollower => new TrackFollower(this.index, vehicle.work);

  /** Reads those that are not known yet, all of them at once. */
  async load(vehicleIds: Iterable<number>): Promise<void> {
    const missing = [...vehicleIds].filter((vehicleId) => !this.vehicles.has(vehicleId));
    if (missing.length === 0) return;
    const events = await listVehicleEvents(this.database, missing);
    const ends = await listLastTrackEnds(this.database, missing);
    for (const vehicleId of missing) {
      if (this.vehicles.has(vehicleId)) continue;
      const work = new VehicleWork(this.targets.isTarget);
      work.replace(events.get(vehicleId)!);
      const vehicle = new VehicleTrack(vehicleId, this.fixLog.partitionOf(vehicleId), work);
      vehicle.newestAt = ends.get(vehicleId) ?? vehicle.newestAt;
      vehicle.finalUntil = vehicle.newestAt;
      this.vehicles.set(vehicleId, vehicle);
    }
  }

  /** Reads the work events of known vehicles again. */
  async refreshWork(vehicleIds: readonly number[]): Promise<void> {
    const events = await listVehicleEvents(this.database, vehicleIds);
    for (const [vehicleId, known] of events) this.vehicles.get(vehicleId)?.work.replace(known);
  }

  forget(partition: number): void {
    for (const vehicle of this.vehicles.values()) {
      if (vehicle.partition === partition) this.vehicles.delete(vehicle.vehicleId);
    }
  }
}
