import { isDrivable, type Pass, plowedVisits, type RoadNetwork, segmentFacts } from '#domain';

/**
 * When each directed segment was last plowed, treated and passed; epoch milliseconds, 0 = not within what was read.
 * A single-lane or one-way segment has the newer fact of its directions in both: one pass clears it.
 */
export class PassFacts {
  readonly plowedAt: Float64Array;
  /** The earliest of the plowings that its class needs; 0 while there were fewer. */
  readonly countedFromAt: Float64Array;
  readonly treatedAt: Float64Array;
  readonly passedAt: Float64Array;

  constructor(private readonly network: RoadNetwork) {
    const count = 2 * network.segmentCount;
    this.plowedAt = new Float64Array(count);
    this.countedFromAt = new Float64Array(count);
    this.treatedAt = new Float64Array(count);
    this.passedAt = new Float64Array(count);
  }

  /** Replaces the facts of a segment by what all its passes say; `needed` plowings make a direction cleared. */
  set(segment: number, passes: readonly Pass[], needed: number): void {
    for (const direction of [0, 1]) {
      const own = passes.filter((pass) => pass.direction === direction);
      this.setDirection(2 * segment + direction, own, needed);
    }
    if (this.isClearedByOnePass(segment)) this.share(segment);
  }

  private setDirection(directed: number, passes: readonly Pass[], needed: number): void {
    const lengthCm = this.network.lengthCm[directed >> 1];
    const { plowedAt, treatedAt, passedAt } = segmentFacts(passes, lengthCm);
    const counted = needed === 1 ? plowedAt : plowedVisits(passes, lengthCm).at(-needed)?.toAt;
    this.plowedAt[directed] = plowedAt ?? 0;
    this.countedFromAt[directed] = counted ?? 0;
    this.treatedAt[directed] = treatedAt ?? 0;
    this.passedAt[directed] = passedAt ?? 0;
  }

  private isClearedByOnePass(segment: number): boolean {
    return this.network.lanes[segment] <= 1 || !isDrivable(this.network, 2 * segment + 1);
  }

  private share(segment: number): void {
    for (const fact of [this.plowedAt, this.countedFromAt, this.treatedAt, this.passedAt]) {
      const newer = Math.max(fact[2 * segment], fact[2 * segment + 1]);
      fact[2 * segment] = newer;
      fact[2 * segment + 1] = newer;
    }
  }
}
