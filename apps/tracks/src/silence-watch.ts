import { insertChanges, silenceVehicles } from '#store';
import type { TrackWriter } from './track-writer.js';

/** How old the last work state of a unit may be that makes it one on shift. */
const WORKING_WITHIN_MS = 12 * 3_600_000;

/** Tells once of each unit on shift of which nothing has been heard for `silentAfterMs`. */
export const tellSilentUnits = async (
  writer: TrackWriter,
  partitions: readonly number[],
  { nowAt, silentAfterMs }: { nowAt: number; silentAfterMs: number },
): Promise<void> => {
  await writer.fenced(partitions, async (tx) => {
    const silent = await silenceVehicles(tx, { nowAt, silentAfterMs, workingWithinMs: WORKING_WITHIN_MS });
    await insertChanges(tx, 'unit_silent', silent);
  });
};
