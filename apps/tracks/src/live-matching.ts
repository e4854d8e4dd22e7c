import { Logger } from '@nestjs/common';
import { OwnershipLostError, type StoredFix, storeTrouble } from '#store';
import { feedFix } from './feed-fix.js';
import type { StoredBatch } from './store-batch.js';
import type { LiveWrite, TrackWriter } from './track-writer.js';
import type { VehicleDirectory } from './vehicle-directory.js';
import { inOrder, type Progress, type VehicleTrack } from './vehicle-track.js';

/** Fixes matched between two turns of the event loop: a few milliseconds. */
const SLICE_FIXES = 96;
/** Committed fixes that wait in memory for matching; beyond this they are read from the store again. */
const MAX_WAITING_FIXES = 200_000;
const RETRY_AFTER_MS = 500;

interface Arrivals {
  readonly fixes: StoredFix[];
  mark: string;
}

/** What the loop asks of its surroundings. */
export interface LiveSurroundings {
  /** Takes notice of new work events before fixes are matched. */
  watchEvents(): Promise<void>;
  /** A vehicle has something to be matched from the store, or has become free for it. */
  lookForLate(): void;
  /** Another process owns the partitions: matching ends here. */
  ownershipLost(error: OwnershipLostError): void;
}

export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Matches committed fixes as they come, vehicle by vehicle, and writes what became final: while one transaction is
 * being committed, the next fixes are matched.
 */
export class LiveMatching {
  private readonly logger = new Logger('Tracks');
  private readonly arrivals = new Map<number, Arrivals>();
  private waiting = 0;
  private running: Promise<void> | null = null;
  private stopped = false;
  private sinceTurn = 0;

  constructor(
    private readonly directory: VehicleDirectory,
    private readonly writer: TrackWriter,
    private readonly surroundings: LiveSurroundings,
  ) {}

  /** Takes over what a batch committed. Never waits. */
  enqueue(stored: StoredBatch): void {
    for (const fix of stored.newFixes) this.arrivalsOf(fix.vehicleId).fixes.push(fix);
    for (const [vehicleId, mark] of stored.markVersions) this.arrivalsOf(vehicleId).mark = mark;
    this.waiting += stored.newFixes.length;
    this.wake();
  }

  /** Looks whether a vehicle has become free to go on, or its track is over. */
  wake(): void {
    if (this.running !== null || this.stopped) return;
    this.running = this.run()
      .catch((error) => this.fail(error))
      .finally(() => {
        this.running = null;
      });
  }

  /** Nothing waits and nothing is being written. */
  isIdle(): boolean {
    return this.running === null && this.arrivals.size === 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private arrivalsOf(vehicleId: number): Arrivals {
    let arrivals = this.arrivals.get(vehicleId);
    if (arrivals === undefined) {
      arrivals = { fixes: [], mark: '' };
      this.arrivals.set(vehicleId, arrivals);
    }
    return arrivals;
  }

  private fail(error: unknown): void {
    if (error instanceof OwnershipLostError) this.surroundings.ownershipLost(error);
    if (error instanceof OwnershipLostError || this.stopped) return;
    const trouble = storeTrouble(error);
    if (trouble === null) this.logger.error((error as Error).stack);
    else this.logger.warn(`Matching waits. ${trouble}`);
    setTimeout(() => this.wake(), RETRY_AFTER_MS).unref();
  }

  private async run(): Promise<void> {
    let writing: Promise<void> = Promise.resolve();
    while (!this.stopped) {
      await this.takeArrivals();
      const vehicles = this.vehiclesToFollow();
      if (vehicles.length === 0) break;
      const writes = await this.follow(vehicles);
      await writing;
      writing = this.write(vehicles, writes);
      // Rejections are met at the next `await writing`; without this they would count as unhandled until then.
      writing.catch(() => undefined);
    }
    await writing;
  }

  private async takeArrivals(): Promise<void> {
    const vehicleIds = [...this.arrivals.keys()];
    if (vehicleIds.length === 0) return;
    await this.directory.load(vehicleIds);
    await this.surroundings.watchEvents();
    for (const vehicleId of vehicleIds) {
      const vehicle = this.directory.find(vehicleId)!;
      const { fixes, mark } = this.arrivals.get(vehicleId)!;
      this.arrivals.delete(vehicleId);
      vehicle.fixMark = mark;
      if (this.waiting > MAX_WAITING_FIXES) this.leaveToStore(vehicle, fixes);
      else for (const fix of fixes) vehicle.pending.push(fix);
    }
  }

  private leaveToStore(vehicle: VehicleTrack, fixes: readonly StoredFix[]): void {
    this.waiting -= fixes.length;
    for (const { fixAt } of fixes) vehicle.addLate({ fromAt: fixAt, toAt: fixAt });
    vehicle.held = true;
  }

  private vehiclesToFollow(): VehicleTrack[] {
    const vehicles: VehicleTrack[] = [];
    for (const vehicle of this.directory.all()) {
      if (vehicle.held || (vehicle.pending.length === 0 && !vehicle.closing)) continue;
      vehicle.unwritten += 1;
      vehicles.push(vehicle);
    }
    return vehicles;
  }

  private async follow(vehicles: readonly VehicleTrack[]): Promise<LiveWrite[]> {
    const writes: LiveWrite[] = [];
    for (const vehicle of vehicles) {
      const progress: Progress = { passes: [], tracks: new Map() };
      try {
        await this.feed(vehicle, progress);
      } catch (error) {
        this.logger.error(
          `Vehicle ${vehicle.vehicleId} is matched from the store again: ${(error as Error).stack}`,
        );
        vehicle.addLate({ fromAt: vehicle.startedAt, toAt: vehicle.newestAt });
      }
      writes.push(this.writeOf(vehicle, progress));
    }
    return writes;
  }

  private async feed(vehicle: VehicleTrack, progress: Progress): Promise<void> {
    const fixes = inOrder(vehicle.pending);
    vehicle.pending = [];
    this.waiting -= fixes.length;
    for (let i = 0; i < fixes.length; i += 1) {
      feedFix(vehicle, fixes[i], this.directory.begin, progress);
      if (vehicle.held) {
        this.waiting += fixes.length - i - 1;
        vehicle.pending = fixes.slice(i + 1);
        break;
      }
      this.sinceTurn += 1;
      if (this.sinceTurn >= SLICE_FIXES) {
        this.sinceTurn = 0;
        vehicle.takePasses(progress);
        await nextTurn();
      }
    }
    if (vehicle.closing && fixes.length === 0) vehicle.close(progress);
    vehicle.closing = false;
    vehicle.takePasses(progress);
    vehicle.alreadyMatched = null;
  }

  private writeOf(vehicle: VehicleTrack, progress: Progress): LiveWrite {
    if (vehicle.follower !== null) vehicle.noteTrack(progress, false);
    const settled = vehicle.late === null && !vehicle.held && vehicle.fixMark !== null;
    const marks = settled ? [vehicle.fixMark!] : [];
    const tracks = [...progress.tracks.values()];
    return {
      vehicleId: vehicle.vehicleId,
      passes: progress.passes,
      tracks,
      place: vehicle.newPlace(),
      receivedAt: vehicle.lastReceivedAt,
      marks,
    };
  }

  private async write(vehicles: readonly VehicleTrack[], writes: readonly LiveWrite[]): Promise<void> {
    const partitions = [...new Set(vehicles.map((vehicle) => vehicle.partition))];
    try {
      await this.writer.writeLive(partitions, writes);
    } catch (error) {
      for (const vehicle of vehicles) vehicle.addLate({ fromAt: vehicle.startedAt, toAt: vehicle.newestAt });
      throw error;
    } finally {
      for (const vehicle of vehicles) vehicle.unwritten -= 1;
      this.surroundings.lookForLate();
    }
  }
}
