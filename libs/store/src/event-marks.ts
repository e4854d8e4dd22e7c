import type { Queryable } from './database.js';
import { markTracks, type TrackMark } from './track-mark-table.js';

/** Marks what events touch: the spans of one vehicle become one, so that rows are locked once and in order. */
export const markEvents = async (tx: Queryable, marks: readonly TrackMark[]): Promise<void> => {
  const merged = new Map<number, TrackMark>();
  for (const mark of marks) {
    const known = merged.get(mark.vehicleId) ?? mark;
    merged.set(mark.vehicleId, {
      vehicleId: mark.vehicleId,
      fromAt: Math.min(known.fromAt, mark.fromAt),
      toAt: Math.max(known.toAt, mark.toAt),
    });
  }
  if (merged.size > 0) await markTracks(tx, [...merged.values()]);
};
