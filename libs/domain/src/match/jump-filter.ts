import type { Fix } from '../fix/fix.js';
import { distanceM } from '../network/distance.js';
import type { MatchSettings } from './match-settings.js';

/** A fix with its position in the track. */
export interface NumberedFix {
  readonly fix: Fix;
  readonly ordinal: number;
}

/** Over a fix on a steady way two legs are not much longer than the straight line, nor much unlike in speed. */
const STEADY_WAY = 1.2;
const STEADY_SPEEDS = 2;

export interface JumpSink {
  /** The fix may be used. */
  plausible(numbered: NumberedFix): void;
  /** The fix is an implausible jump (contracts: Fixes). */
  implausible(numbered: NumberedFix): void;
  /** A confirmed jump: the path ends here, and the fixes that follow start another. */
  jumped(): void;
}

const speedMps = (a: Fix, b: Fix): number =>
  distanceM(a.lngE6, a.latE6, b.lngE6, b.latE6) / (Math.max(b.fixAt - a.fixAt, 1) / 1000);

/** Two legs of one fast drive are much alike in speed and direction; those to and from an outlier or a jump are not. */
const isSteady = (a: Fix | null, b: Fix, c: Fix): boolean => {
  if (a === null || speedMps(a, b) > STEADY_SPEEDS * speedMps(b, c)) return false;
  if (speedMps(b, c) > STEADY_SPEEDS * speedMps(a, b)) return false;
  const m = (from: Fix, to: Fix): number => distanceM(from.lngE6, from.latE6, to.lngE6, to.latE6);
  return m(a, b) + m(b, c) < STEADY_WAY * m(a, c);
};

/**
 * Holds back a fix that implies more than 140 km/h until the fixes after it tell whether it was an outlier (the next
 * one fits the last used fix), the vehicle is that fast (it goes steadily on), or it is elsewhere now (three fixes in a
 * row fit each other).
 */
export class JumpFilter {
  #beforeLast: Fix | null = null;
  #lastUsed: Fix | null = null;
  #waiting: NumberedFix[] = [];

  constructor(
    private readonly settings: MatchSettings,
    private readonly sink: JumpSink,
  ) {}

  push(numbered: NumberedFix): void {
    if (
      this.#lastUsed === null ||
      this.#fits(this.#lastUsed, numbered.fix) ||
      isSteady(this.#beforeLast, this.#lastUsed, numbered.fix)
    ) {
      this.#rejectWaiting(numbered.fix);
      this.#use(numbered);
      return;
    }
    const newest = this.#waiting[this.#waiting.length - 1];
    if (this.#waiting.length === 1 && isSteady(this.#lastUsed, newest.fix, numbered.fix)) {
      this.#use(this.#waiting.pop()!);
      this.push(numbered);
      return;
    }
    if (newest !== undefined && !this.#fits(newest.fix, numbered.fix)) this.#rejectWaiting(numbered.fix);
    this.#waiting.push(numbered);
    if (this.#waiting.length >= this.settings.jumpConfirmations) this.#split();
  }

  /** No fix follows: what waits was never confirmed. */
  finish(): void {
    for (const numbered of this.#waiting.splice(0)) this.sink.implausible(numbered);
  }

  #fits(a: Fix, b: Fix): boolean {
    return speedMps(a, b) <= this.settings.jumpMps;
  }

  #use(numbered: NumberedFix): void {
    this.#beforeLast = this.#lastUsed;
    this.#lastUsed = numbered.fix;
    this.sink.plausible(numbered);
  }

  /** Waiting fixes are outliers unless the speed to `next` is plausible too: the rule asks for both. */
  #rejectWaiting(next: Fix): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting.splice(0);
    const newest = waiting[waiting.length - 1];
    const isOutlier = !this.#fits(newest.fix, next);
    for (const numbered of waiting) {
      if (isOutlier) this.sink.implausible(numbered);
      else this.#use(numbered);
    }
  }

  #split(): void {
    this.sink.jumped();
    for (const numbered of this.#waiting.splice(0)) this.#use(numbered);
  }
}
