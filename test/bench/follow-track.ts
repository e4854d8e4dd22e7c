import type { Fix, Pass, TrackFollower } from '#domain';

/** Passes are taken after so many fixes, as the live service does. */
const TAKE_EVERY = 64;
/** A shown place and a pass may miss each other by this much. */
const TOLERANCE_MS = 2 * 60_000;

/** A directed segment that was shown `in_progress`, from its first to its last provisional place. */
interface Shown {
  readonly directed: number;
  readonly fromAt: number;
  toAt: number;
}

export interface FollowedTrack {
  readonly passes: Pass[];
  readonly seconds: number;
  /** Shown directed segments without a pass at that time. */
  readonly retractions: number;
}

const isRetracted = (shown: Shown, passes: readonly Pass[]): boolean =>
  !passes.some(
    (pass) =>
      2 * pass.segment + pass.direction === shown.directed &&
      pass.enteredAt <= shown.toAt + TOLERANCE_MS &&
      shown.fromAt <= pass.leftAt + TOLERANCE_MS,
  );

const countRetracted = (shown: readonly Shown[], passes: readonly Pass[]): number => {
  const byDirected = new Map<number, Pass[]>();
  for (const pass of passes) {
    const directed = 2 * pass.segment + pass.direction;
    byDirected.set(directed, [...(byDirected.get(directed) ?? []), pass]);
  }
  return shown.filter((each) => isRetracted(each, byDirected.get(each.directed) ?? [])).length;
};

/** Follows one track as the live service does, and remembers what residents would have been shown at once. */
export const followTrack = (follower: TrackFollower, fixes: readonly Fix[]): FollowedTrack => {
  const passes: Pass[] = [];
  const shown: Shown[] = [];
  let nanoseconds = 0n;
  fixes.forEach((fix, i) => {
    const startedAt = process.hrtime.bigint();
    follower.push(fix);
    if (i % TAKE_EVERY === 0) passes.push(...follower.takePasses());
    nanoseconds += process.hrtime.bigint() - startedAt;
    const { place } = follower;
    if (place === null || follower.workKind !== 'plowed') return;
    const last = shown[shown.length - 1];
    if (last?.directed === place.directed) last.toAt = fix.fixAt;
    else shown.push({ directed: place.directed, fromAt: fix.fixAt, toAt: fix.fixAt });
  });
  follower.finish();
  passes.push(...follower.takePasses());
  return { passes, seconds: Number(nanoseconds) / 1e9, retractions: countRetracted(shown, passes) };
};
