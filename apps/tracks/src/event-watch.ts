import { clearMarks, type Database, listMarks, type StoredMark } from '#store';
import type { TrackWriter } from './track-writer.js';
import type { VehicleDirectory } from './vehicle-directory.js';
import type { VehicleTrack } from './vehicle-track.js';

/** What the watch is made of. */
export interface EventWatchParts {
  readonly database: Database;
  readonly directory: VehicleDirectory;
  readonly writer: TrackWriter;
  /** Is the vehicle's partition ours? */
  readonly isOurs: (vehicleId: number) => boolean;
}

/** An event that is later than every final pass changes nothing stored: followers see it when they come to it. */
const changesNothingStored = (vehicle: VehicleTrack, mark: StoredMark): boolean =>
  vehicle.late === null && !vehicle.held && mark.fromAt > vehicle.finalUntil;

/** Notices the marks that events put on tracks: work states, orders, changes of the register. */
export class EventWatch {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly parts: EventWatchParts) {}

  /** Takes every event in that was committed before this call. */
  look(): Promise<void> {
    this.last = this.last.catch(() => undefined).then(() => this.takeMarks());
    return this.last;
  }

  private async takeMarks(): Promise<void> {
    const { database, directory, writer, isOurs } = this.parts;
    const marks = (await listMarks(database, 'event')).filter((mark) => isOurs(mark.vehicleId));
    await directory.load(marks.map((mark) => mark.vehicleId));
    const fresh = marks.filter((mark) => directory.find(mark.vehicleId)!.eventMark !== mark.version);
    if (fresh.length === 0) return;
    await directory.refreshWork(fresh.map((mark) => mark.vehicleId));
    const settled: StoredMark[] = [];
    for (const mark of fresh) {
      const vehicle = directory.find(mark.vehicleId)!;
      vehicle.eventMark = mark.version;
      if (changesNothingStored(vehicle, mark)) settled.push(mark);
      else vehicle.addLate(mark);
    }
    if (settled.length === 0) return;
    const partitions = new Set(settled.map((mark) => directory.find(mark.vehicleId)!.partition));
    await writer.fenced([...partitions], (tx) =>
      clearMarks(
        tx,
        settled.map((mark) => mark.version),
      ),
    );
  }
}
