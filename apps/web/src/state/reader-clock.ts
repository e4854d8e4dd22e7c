/** A clock that was asleep for less than this is not worth correcting, milliseconds. */
const SLEPT_MS = 2_000;

interface Clocks {
  /** `performance.now()`: never jumps, but stands still while the device sleeps. */
  readonly monotonic: () => number;
  /** `Date.now()`: goes on while the device sleeps, but may be set. */
  readonly wall: () => number;
}

/**
 * Milliseconds of the reader's time that never run back and go on while the device sleeps: a phone that wakes after an
 * hour must not call the state it shows ten seconds old. A wall clock set forward makes data seem old until the next
 * answer; one set back changes nothing.
 */
export class ReaderClock {
  private readonly startedApart: number;
  private sleptMs = 0;

  constructor(private readonly clocks: Clocks) {
    this.startedApart = clocks.wall() - clocks.monotonic();
  }

  now(): number {
    const { monotonic, wall } = this.clocks;
    const apart = wall() - monotonic() - this.startedApart;
    if (apart > this.sleptMs + SLEPT_MS) this.sleptMs = apart;
    return monotonic() + this.sleptMs;
  }
}

const clock = new ReaderClock({ monotonic: () => performance.now(), wall: () => Date.now() });

/** The reader's time in milliseconds; only differences mean something. */
export const readerNow = (): number => clock.now();
