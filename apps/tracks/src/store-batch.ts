import { type Fix, fixKey } from '#domain';
import type { FixBatch } from '#fix-log';
import {
  type AdvancedVehicle,
  advancePartition,
  advanceVehiclesNow,
  asStored,
  type Database,
  type FixRow,
  insertChanges,
  insertFixes,
  insertRejectedFixes,
  markTracks,
  newClockFaults,
  type Queryable,
  type StoredFix,
  type TrackMark,
  type VehicleNow,
} from '#store';

/** What a committed batch brought that the store did not have. */
export interface StoredBatch {
  /** Indexes into the batch's records of repeated fixes. */
  readonly duplicates: readonly number[];
  readonly newFixes: readonly StoredFix[];
  /** Version of the mark that each vehicle of `newFixes` now carries. */
  readonly markVersions: ReadonlyMap<number, string>;
}

interface LogPlace {
  readonly owner: string;
  readonly old: number;
  readonly next: number;
}

const rowsOf = (batch: FixBatch, next: number): FixRow[] => {
  const first = next - batch.records.length;
  const rows: FixRow[] = [];
  batch.records.forEach((record, index) => {
    if (record.kind === 'fix') {
      rows.push({ fix: asStored(record.fix, fixKey(record.fix)), position: first + index });
    }
  });
  return rows;
};

const marksOf = (fixes: readonly StoredFix[]): TrackMark[] => {
  const marks = new Map<number, TrackMark>();
  for (const { vehicleId, fixAt } of fixes) {
    const mark = marks.get(vehicleId);
    if (mark === undefined) marks.set(vehicleId, { vehicleId, fromAt: fixAt, toAt: fixAt });
    else if (fixAt < mark.fromAt || fixAt > mark.toAt) {
      const fromAt = Math.min(mark.fromAt, fixAt);
      marks.set(vehicleId, { vehicleId, fromAt, toAt: Math.max(mark.toAt, fixAt) });
    }
  }
  return [...marks.values()];
};

const newestOf = (fixes: readonly StoredFix[]): Fix[] => {
  const newest = new Map<number, Fix>();
  for (const fix of fixes) {
    const known = newest.get(fix.vehicleId);
    const newer = known === undefined || fix.fixAt > known.fixAt ? fix : known;
    const receivedAt = Math.max(known?.receivedAt ?? fix.receivedAt, fix.receivedAt);
    newest.set(fix.vehicleId, newer.receivedAt === receivedAt ? newer : { ...newer, receivedAt });
  }
  return [...newest.values()];
};

const tellPositions = async (tx: Queryable, fixes: readonly StoredFix[]): Promise<void> => {
  const rows = await advanceVehiclesNow(tx, newestOf(fixes));
  const told = (kept: AdvancedVehicle[]): VehicleNow[] =>
    kept.map(({ moved: _, wasSilent: __, ...vehicle }) => vehicle);
  const moved = told(rows.filter((row) => row.moved));
  await Promise.all([
    insertChanges(tx, 'positions', moved.length > 0 ? [{ vehicles: moved }] : []),
    insertChanges(tx, 'unit_back', told(rows.filter((row) => row.wasSilent))),
  ]);
};

const store = async (tx: Queryable, batch: FixBatch, place: LogPlace): Promise<StoredBatch> => {
  const rows = rowsOf(batch, place.next);
  const rejected = batch.records.flatMap((record) => (record.kind === 'rejected' ? [record.rejected] : []));
  const clockFaults = await newClockFaults(tx, rejected);
  const [, added] = await Promise.all([
    advancePartition(tx, { partition: batch.partition, ...place }),
    insertFixes(tx, rows),
    insertRejectedFixes(tx, rejected),
  ]);
  const newFixes = added.map((row) => row.fix);
  const [markVersions] = await Promise.all([
    newFixes.length > 0 ? markTracks(tx, marksOf(newFixes), 'fix') : new Map<number, string>(),
    tellPositions(tx, newFixes),
    insertChanges(tx, 'device_fault', clockFaults),
  ]);
  const isNew = new Set(added);
  const first = place.next - batch.records.length;
  const duplicates =
    added.length === rows.length
      ? []
      : rows.filter((row) => !isNew.has(row)).map((row) => row.position - first);
  return { duplicates, newFixes, markVersions };
};

/**
 * The first transaction of tracks: fence, fixes, rejected fixes, marks, newest positions. What it commits is
 * acknowledged; matching follows. Statements that need nothing of each other travel together: a device waits for
 * round trips, not for the database. @throws OwnershipLostError
 */
export const storeBatch = (database: Database, batch: FixBatch, place: LogPlace): Promise<StoredBatch> =>
  database.transaction((tx) => store(tx, batch, place));
