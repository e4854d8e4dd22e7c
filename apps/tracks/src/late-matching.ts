import { Logger } from '@nestjs/common';
import type { Clock } from '#config';
import { TRACK_GAP_MS } from '#domain';
import { type Database, findRunStart, OwnershipLostError, storeTrouble } from '#store';
import { type FollowedRun, followRun } from './follow-run.js';
import type { LiveSurroundings } from './live-matching.js';
import type { TrackWriter } from './track-writer.js';
import type { VehicleDirectory } from './vehicle-directory.js';
import type { Span, VehicleTrack } from './vehicle-track.js';

/** A track with late fixes is matched again at most this often, in milliseconds of the clock (contracts: Delivery). */
export const REMATCH_EVERY_MS = 30_000;

/** What late matching is made of. */
export interface LateParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: VehicleDirectory;
  readonly writer: TrackWriter;
  readonly ownershipLost: LiveSurroundings['ownershipLost'];
  /** The vehicle's waiting fixes can be followed now. */
  readonly wakeLive: () => void;
}

/**
 * Matches tracks again from their stored fixes: those with late fixes or events, and at the start all that were open
 * or marked. One vehicle at a time; its live fixes wait meanwhile.
 */
export class LateMatching {
  private readonly logger = new Logger('Tracks');
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly parts: LateParts) {}

  /** Starts on what is due; called often. */
  look(): void {
    if (this.running !== null || this.stopped) return;
    for (const vehicle of this.dueVehicles()) vehicle.held = true;
    if (this.nextVehicle() === undefined) return;
    this.running = this.run().finally(() => {
      this.running = null;
    });
  }

  isIdle(): boolean {
    if (this.running !== null) return false;
    for (const vehicle of this.parts.directory.all()) if (vehicle.late !== null) return false;
    return true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private dueVehicles(): VehicleTrack[] {
    const dueAt = this.parts.clock.now() - REMATCH_EVERY_MS;
    return [...this.parts.directory.all()].filter(
      (vehicle) => vehicle.late !== null && vehicle.rematchedAt <= dueAt,
    );
  }

  private nextVehicle(): VehicleTrack | undefined {
    return this.dueVehicles().find((vehicle) => vehicle.held && vehicle.unwritten === 0);
  }

  private async run(): Promise<void> {
    for (
      let vehicle = this.nextVehicle();
      vehicle !== undefined && !this.stopped;
      vehicle = this.nextVehicle()
    ) {
      const span = vehicle.late!;
      vehicle.late = null;
      try {
        await this.rematch(vehicle, span);
      } catch (error) {
        vehicle.addLate(span);
        if (this.isPassing(vehicle, error)) break;
      }
      vehicle.rematchedAt = this.parts.clock.now();
      vehicle.held = false;
      this.parts.wakeLive();
    }
  }

  /** True where the store is away, or the partition: the next look tries again, if it comes. */
  private isPassing(vehicle: VehicleTrack, error: unknown): boolean {
    if (error instanceof OwnershipLostError) this.parts.ownershipLost(error);
    if (error instanceof OwnershipLostError || this.stopped) return true;
    const trouble = storeTrouble(error);
    if (trouble === null) this.logger.error(`Vehicle ${vehicle.vehicleId}: ${(error as Error).stack}`);
    else this.logger.warn(`Matching of late fixes waits. ${trouble}`);
    return trouble !== null;
  }

  private async rematch(vehicle: VehicleTrack, span: Span): Promise<void> {
    const { database, directory, writer } = this.parts;
    const { vehicleId } = vehicle;
    const marks = [vehicle.fixMark, vehicle.eventMark].filter((mark) => mark !== null);
    const read = new Set<string>();
    vehicle.alreadyMatched = read;
    await directory.refreshWork([vehicleId]);
    let fromAt = await findRunStart(database, { vehicleId, at: span.fromAt, gapMs: TRACK_GAP_MS });
    if (fromAt === null || fromAt > span.toAt) {
      return writer.writeLive(
        [vehicle.partition],
        [{ vehicleId, passes: [], tracks: [], place: null, marks }],
      );
    }
    while (fromAt !== null && !this.stopped) {
      const run: FollowedRun = await followRun(database, directory.begin(vehicle), {
        vehicleId,
        fromAt,
        read,
      });
      fromAt = run.nextAt !== null && run.nextAt <= span.toAt ? run.nextAt : null;
      await this.write(vehicle, run, fromAt === null ? marks : []);
    }
  }

  private async write(vehicle: VehicleTrack, run: FollowedRun, marks: readonly string[]): Promise<void> {
    const endedAt = run.newest.fixAt;
    const silentMs = this.parts.clock.now() - Math.max(endedAt, run.lastReceivedAt);
    const closed = run.nextAt !== null || silentMs > TRACK_GAP_MS;
    if (closed) {
      run.follower.finish();
      run.passes.push(...run.follower.takePasses());
    }
    if (run.nextAt === null) vehicle.resume(run, closed);
    const track = { vehicleId: vehicle.vehicleId, startedAt: run.startedAt, endedAt, closed };
    const place = run.nextAt === null ? vehicle.newPlace() : null;
    await this.parts.writer.replace(vehicle.partition, { track, passes: run.passes, place, marks });
  }
}
