import { Logger } from '@nestjs/common';
import type { Clock } from '#config';
import { TRACK_GAP_MS } from '#domain';
import { type Database, findRunStart, OwnershipLostError, storeTrouble } from '#store';
import { type FollowedRun, followRun } from './follow-run.js';
import type { LiveSurroundings } from './live-matching.js';
import type { TrackWriter } from './track-writer.js';
import type { TracksMetrics } from './tracks-metrics.js';
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
  readonly metrics: TracksMetrics;
  readonly ownershipLost: LiveSurroundings['ownershipLost'];
  /** The vehicle's waiting fixes can be followed now. */
  readonly wakeLive: () => void;
  /** No live fix waits: late matching may have all the time. */
  readonly isLiveIdle: () => boolean;
}

/** System milliseconds after which a turn that failed is tried again. */
const RETRY_AFTER_MS = 500;
/** While live fixes wait, late matching rests this many times as long as its last turn took. */
const REST_PER_TURN = 2;

/**
 * Matches tracks again from their stored fixes: those with late fixes or events, and at the start all that were open
 * or marked. One vehicle at a time; its live fixes wait meanwhile.
 */
export class LateMatching {
  private readonly logger = new Logger('Tracks');
  private running: Promise<void> | null = null;
  /** The vehicle whose turn is next: it waits until its last live transaction is committed. */
  private chosen: VehicleTrack | null = null;
  private restUntil = Number.NEGATIVE_INFINITY;
  private stopped = false;

  constructor(private readonly parts: LateParts) {}

  /** Starts on what is due; called often. */
  look(): void {
    if (this.running !== null || this.stopped || this.parts.clock.now() < this.restUntil) return;
    this.chosen ??= this.mostUrgent();
    if (this.chosen === null) return;
    const vehicle = this.chosen;
    vehicle.held = true;
    if (vehicle.unwritten > 0) return;
    this.chosen = null;
    this.running = this.takeTurn(vehicle).finally(() => {
      this.running = null;
      this.parts.wakeLive();
      setTimeout(() => this.look(), this.restMs()).unref();
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

  /** System milliseconds until the next turn. */
  private restMs(): number {
    const { clock } = this.parts;
    return Math.max(0, (this.restUntil - clock.now()) / clock.rate);
  }

  /** Of the vehicles that are due: first those whose live fixes wait, then who was matched longest ago. */
  private mostUrgent(): VehicleTrack | null {
    const dueAt = this.parts.clock.now() - REMATCH_EVERY_MS;
    let urgent: VehicleTrack | null = null;
    for (const vehicle of this.parts.directory.all()) {
      if (vehicle.late === null || vehicle.rematchedAt > dueAt) continue;
      const first = urgent === null || (vehicle.held && !urgent.held);
      const longer = vehicle.held === urgent?.held && vehicle.rematchedAt < urgent.rematchedAt;
      if (first || longer) urgent = vehicle;
    }
    return urgent;
  }

  private async takeTurn(vehicle: VehicleTrack): Promise<void> {
    const { clock } = this.parts;
    const startedAt = clock.now();
    const span = vehicle.late!;
    vehicle.late = null;
    try {
      await this.rematch(vehicle, span);
      this.restUntil = this.parts.isLiveIdle()
        ? startedAt
        : clock.now() + REST_PER_TURN * (clock.now() - startedAt);
    } catch (error) {
      vehicle.addLate(span);
      this.restUntil = clock.now() + RETRY_AFTER_MS * clock.rate;
      if (this.isPassing(vehicle, error)) return;
    }
    vehicle.rematchedAt = clock.now();
    vehicle.held = false;
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
    const { database, directory, writer, metrics } = this.parts;
    const { vehicleId } = vehicle;
    metrics.rematches.add(1);
    const marks = [vehicle.fixMark, vehicle.eventMark].filter((mark) => mark !== null);
    const read = new Set<string>();
    vehicle.alreadyMatched = read;
    await directory.refreshWork([vehicleId]);
    let fromAt = await findRunStart(database, { vehicleId, at: span.fromAt, gapMs: TRACK_GAP_MS });
    if (fromAt === null || fromAt > span.toAt) {
      return writer.writeLive(
        [vehicle.partition],
        [{ vehicleId, passes: [], tracks: [], place: null, receivedAt: vehicle.lastReceivedAt, marks }],
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
    const { passes, lastReceivedAt: receivedAt } = run;
    await this.parts.writer.replace(vehicle.partition, { track, passes, place, receivedAt, marks });
  }
}
