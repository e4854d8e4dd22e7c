import { TRACK_GAP_MS, type TrackFollower } from '#domain';
import type { StoredFix } from '#store';
import { compareFixes, identityOf, type Progress, type VehicleTrack } from './vehicle-track.js';

/** A fix at or before what the follower has seen: the stored fixes decide, unless it is known or can change nothing. */
const noteLate = (vehicle: VehicleTrack, fix: StoredFix): void => {
  if (vehicle.alreadyMatched?.has(identityOf(fix))) return;
  const { newest } = vehicle;
  // Of two fixes of one instant the first in order counts; this one comes second.
  if (newest !== null && newest.fixAt === fix.fixAt && compareFixes(fix, newest) >= 0) return;
  vehicle.addLate({ fromAt: fix.fixAt, toAt: fix.fixAt });
};

/**
 * Follows one committed fix: in order it goes to the follower of the open track or begins a new track; late, or
 * where it lengthens a track that is closed already, it is left to a match from the store.
 */
export const feedFix = (
  vehicle: VehicleTrack,
  fix: StoredFix,
  begin: (vehicle: VehicleTrack) => TrackFollower,
  progress: Progress,
): void => {
  vehicle.lastReceivedAt = Math.max(vehicle.lastReceivedAt, fix.receivedAt);
  if (fix.fixAt <= vehicle.newestAt) {
    noteLate(vehicle, fix);
    return;
  }
  const continues = fix.fixAt - vehicle.newestAt <= TRACK_GAP_MS;
  if (continues && vehicle.follower === null) {
    vehicle.addLate({ fromAt: fix.fixAt, toAt: fix.fixAt });
    vehicle.held = true;
    return;
  }
  if (!continues) {
    vehicle.close(progress);
    vehicle.follower = begin(vehicle);
    vehicle.startedAt = fix.fixAt;
  }
  vehicle.follower?.push(fix);
  vehicle.newest = fix;
  vehicle.newestAt = fix.fixAt;
};
