import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Fix,
  NO_WORK_HISTORY,
  type RoadNetwork,
  SegmentIndex,
  splitTracks,
  TrackFollower,
} from '#domain';
import type { ReplayStorm } from '../../apps/embedded/src/replay-storm.js';
import { TrackMatcher } from '../../libs/domain/src/match/track-matcher.js';
import { copiesOf, copyWidthE6, inCopy } from './match-copies.js';
import { bareFix } from './match-tracks.js';

/** Fixes of one measurement, and how many of them warm the machine up. */
const FIXES = 400_000;
const WARM_UP = 100_000;
const REFERENCE_STEPS = 40_000_000;
const MEMORY_VEHICLES = 2000;
const MEMORY_FIXES = 60;

export interface SpeedScore {
  readonly segments: number;
  readonly fixesPerSecond: number;
  /** Fixes per million steps of the reference loop, timed in the same run. */
  readonly perReference: number;
  /** Microseconds of one fix. */
  readonly p99Us: number;
  readonly longestUs: number;
  /** Network and index together. */
  readonly bytesPerSegment: number;
  /** Of the matcher alone, and with the passes that grow behind it. */
  readonly bytesPerVehicle: number;
  readonly bytesPerFollower: number;
}

/** Millions of steps a second of a plain loop that reads a table of 1 MB in random order: what this core can do now. */
const referenceRate = (): number => {
  const table = Int32Array.from({ length: 2 ** 18 }, (_, i) => i);
  const startedAt = process.cpuUsage().user;
  let state = 1;
  let sum = 0;
  for (let i = 0; i < REFERENCE_STEPS; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    sum = (sum + table[(state >>> 8) & (2 ** 18 - 1)]) | 0;
  }
  return sum === 0.5 ? 0 : REFERENCE_STEPS / (process.cpuUsage().user - startedAt);
};

/** One drive without a gap over 5 minutes. */
interface Drive {
  readonly fixes: readonly Fix[];
}

const drivesOf = (storm: ReplayStorm): Drive[] =>
  storm.trucks.flatMap((truck) => {
    const fixes = truck.fixes
      .filter(({ at }, i) => i === 0 || at > truck.fixes[i - 1].at)
      .map(({ at, lng, lat }) => bareFix(0, at, lng, lat));
    return splitTracks(fixes)
      .map(({ from, to }) => ({ fixes: fixes.slice(from, to) }))
      .filter((drive) => drive.fixes.length > MEMORY_FIXES);
  });

/** The recorded drives as vehicles all over the copies, their fixes in turn, as a server gets them. */
const streamOf = (drives: readonly Drive[], copies: number, widthE6: number): Fix[] => {
  const count = Math.ceil(FIXES / (drives.reduce((sum, { fixes }) => sum + fixes.length, 0) / drives.length));
  const vehicles = Array.from({ length: count }, (_, i) =>
    drives[i % drives.length].fixes.map((fix) => inCopy(fix, i % copies, widthE6, i)),
  );
  const stream: Fix[] = [];
  for (let round = 0; stream.length < FIXES && vehicles.some(({ length }) => length > round); round++) {
    for (const fixes of vehicles) if (round < fixes.length) stream.push(fixes[round]);
  }
  return stream;
};

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

/** Bytes of typed arrays, and of objects. Buffers that a collection frees are counted only by the next one. */
const bytesInUse = (): { arrays: number; objects: number } => {
  for (let round = 0; round < 3; round++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { arrays: arrayBuffers, objects: heapUsed };
};

class Fleet {
  readonly #matchers: TrackMatcher[] = [];

  constructor(private readonly index: SegmentIndex) {}

  push(fix: Fix): void {
    this.#matchers[fix.vehicleId] ??= newMatcher(this.index);
    this.#matchers[fix.vehicleId].push(fix);
  }
}

const secondsOf = (stream: readonly Fix[], fleet: Fleet): number => {
  const startedAt = process.cpuUsage().user;
  for (const fix of stream) fleet.push(fix);
  return (process.cpuUsage().user - startedAt) / 1e6;
};

const latenciesOf = (stream: readonly Fix[], fleet: Fleet): Float64Array => {
  const us = new Float64Array(stream.length);
  for (let i = 0; i < stream.length; i++) {
    const startedAt = performance.now();
    fleet.push(stream[i]);
    us[i] = (performance.now() - startedAt) * 1000;
  }
  return us.sort();
};

interface Follower {
  push(fix: Fix): void;
  takePasses?(): unknown;
}

const bytesEach = (stream: readonly Fix[], make: () => Follower): number => {
  const followers: Follower[] = [];
  const counts = new Uint16Array(MEMORY_VEHICLES);
  const before = bytesInUse();
  for (const fix of stream) {
    if (fix.vehicleId >= MEMORY_VEHICLES || counts[fix.vehicleId]++ >= MEMORY_FIXES) continue;
    followers[fix.vehicleId] ??= make();
    followers[fix.vehicleId].push(fix);
    followers[fix.vehicleId].takePasses?.();
  }
  const after = bytesInUse();
  const bytes = after.arrays - before.arrays + after.objects - before.objects;
  return bytes / followers.filter(Boolean).length;
};

const newMatcher = (index: SegmentIndex): TrackMatcher =>
  new TrackMatcher(index, { moved: () => undefined, broken: () => undefined });

/** Streams recorded drives, some 15 s apart, over copies of their network with at least so many segments. */
export const measureSpeed = (network: RoadNetwork, storm: ReplayStorm, segments: number): SpeedScore => {
  const copies = Math.ceil(segments / network.segmentCount);
  const stream = streamOf(drivesOf(storm), copies, copyWidthE6(network));
  const before = bytesInUse();
  const many = copiesOf(network, copies);
  const index = new SegmentIndex(many);
  // A network and its index are typed arrays.
  const bytesPerSegment = (bytesInUse().arrays - before.arrays) / many.segmentCount;
  const fleet = new Fleet(index);
  secondsOf(stream.slice(0, WARM_UP), fleet);
  const reference = referenceRate();
  const timed = stream.slice(WARM_UP);
  const fixesPerSecond = timed.length / secondsOf(timed, fleet);
  const us = latenciesOf(stream, new Fleet(index));
  return {
    segments: many.segmentCount,
    fixesPerSecond: Math.round(fixesPerSecond),
    perReference: fixesPerSecond / reference,
    p99Us: us[Math.floor(us.length * 0.99)],
    longestUs: us[us.length - 1],
    bytesPerSegment,
    bytesPerVehicle: bytesEach(stream, () => newMatcher(index)),
    bytesPerFollower: bytesEach(stream, () => new TrackFollower(index, NO_WORK_HISTORY)),
  };
};
