import type { OdometerScore } from './match-odometer.js';
import type { SpeedScore } from './match-speed.js';
import type { IntervalScore } from './match-tracks-run.js';
import type { StormScore } from './score-storm.js';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

export const interval = ({ intervalS, mismatch, meanOfTracks, brokenTracks, peer }: IntervalScore): string =>
  `tracks, ${intervalS} s: mismatch ${percent(mismatch)}, mean of tracks ${percent(meanOfTracks)}; ` +
  `${brokenTracks} broken` +
  (peer === undefined
    ? ''
    : ` | Valhalla ${percent(peer.mismatch)}, mean ${percent(peer.meanOfTracks)}; ${peer.refusedTracks} refused`);

export const odometer = ({ day, all, withoutGaps }: OdometerScore): string =>
  `Syracuse, ${day}: median |matched / odometer - 1| ${withoutGaps.medianError.toFixed(4)} of ` +
  `${withoutGaps.sessions} sessions without a gap over 61 s, ${all.medianError.toFixed(4)} of all ${all.sessions}; ` +
  `90th ${withoutGaps.p90Error.toFixed(3)} and ${all.p90Error.toFixed(3)}`;

export const storm = (score: StormScore): string =>
  [
    `storm, seed ${score.seed}: F1 ${percent(score.f1)}`,
    `precision ${percent(score.precision)}, recall ${percent(score.recall)}`,
    `clearance time off by ${score.clearanceErrorP50S.toFixed(1)} s (median), ${score.clearanceErrorP95S.toFixed(1)} s (95th)`,
    `falsely clear ${score.falseClearMPerPlowHour.toFixed(1)} m a plow-hour, ${percent(score.falseClearShare)} of plowed metres`,
    `${score.retractionsPer1000.toFixed(2)} retractions per 1,000 fixes`,
  ].join('; ');

export const speed = (score: SpeedScore): string =>
  `speed at 15 s, ${score.segments} segments: ${score.fixesPerSecond} fixes/s per core ` +
  `(${score.perReference.toFixed(0)} per million steps of the reference loop), 99th ${score.p99Us.toFixed(0)} µs, ` +
  `longest ${score.longestUs.toFixed(0)} µs; ${score.bytesPerSegment.toFixed(0)} bytes a segment, ` +
  `${(score.bytesPerVehicle / 1024).toFixed(1)} KB a vehicle, ${(score.bytesPerFollower / 1024).toFixed(1)} KB with its passes`;
