/**
 * The storm's clock as the page knows it: it starts from the instant that the last answer spoke of and runs at the
 * answer's rate on the reader's own clock, so ages grow without requests and a wrong wall clock does no harm.
 * Instants are epoch milliseconds; `at` arguments are the reader's milliseconds (reader-clock.ts).
 */
export class StormTime {
  private asOfAt = 0;
  private rate = 1;
  private syncedAt = 0;
  /** When `asOfAt` last moved forward: an origin that answers with old data is as gone as a silent one. */
  private advancedAt = Number.NEGATIVE_INFINITY;

  /** Takes an answer's instant; `heldS` is how long a cache on the way had kept it (seconds). */
  sync(asOfAt: number, rate: number, at: number, heldS = 0): void {
    if (asOfAt <= this.asOfAt) return;
    this.asOfAt = asOfAt;
    this.rate = rate;
    this.syncedAt = at - heldS * 1000;
    this.advancedAt = this.syncedAt;
  }

  /** The storm's present; 0 before the first answer. */
  now(at: number): number {
    if (this.asOfAt === 0) return 0;
    return this.asOfAt + Math.max(0, at - this.syncedAt) * this.rate;
  }

  /** The instant that the newest data speak of. */
  get dataAt(): number {
    return this.asOfAt;
  }

  get clockRate(): number {
    return this.rate;
  }

  /** How old the newest data are in milliseconds of the reader's time, whatever the storm's rate. */
  ageMs(at: number): number {
    return at - this.advancedAt;
  }
}
