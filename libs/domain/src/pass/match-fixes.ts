import type { Fix } from '../fix/fix.js';
import { TRACK_GAP_MS } from '../match/match-settings.js';
import type { SegmentIndex } from '../match/segment-index.js';
import type { Pass } from './pass.js';
import { passesOfTrack } from './track-follower.js';
import type { WorkHistory } from './work-timeline.js';

/** Runs of fixes without a gap over 5 minutes. */
const tracksOf = (fixes: readonly Fix[]): Fix[][] => {
  const tracks: Fix[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const fix of fixes) {
    if (fix.fixAt - lastAt > TRACK_GAP_MS) tracks.push([]);
    tracks[tracks.length - 1].push(fix);
    lastAt = fix.fixAt;
  }
  return tracks;
};

/** The passes of one vehicle's fixes (in order of time, device and key), as matching from scratch gives them. */
export const matchFixes = (index: SegmentIndex, fixes: readonly Fix[], work: WorkHistory): Pass[] =>
  tracksOf(fixes).flatMap((track) => passesOfTrack(index, track, work));
