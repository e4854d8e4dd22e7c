import { STATE_CAPACITY } from './match-settings.js';

/** One Viterbi step: the possible places (states) of one used fix, in typed arrays that are used again and again. */
export class Layer {
  count = 0;
  readonly directed = new Int32Array(STATE_CAPACITY);
  readonly alongM = new Float64Array(STATE_CAPACITY);
  /** Metres from the place to the fix, and the unit vector that points there. */
  readonly offsetM = new Float64Array(STATE_CAPACITY);
  readonly awayX = new Float64Array(STATE_CAPACITY);
  readonly awayY = new Float64Array(STATE_CAPACITY);
  /** Nats: what course and one-way say against this state, and against it if the vehicle were backing. */
  readonly courseCost = new Float64Array(STATE_CAPACITY);
  readonly courseCostBacking = new Float64Array(STATE_CAPACITY);
  /** Nats of the best path that ends here; Infinity where none does. */
  readonly cost = new Float64Array(STATE_CAPACITY);
  /** Nats of all paths that end here together (forward sum), for the posterior. */
  readonly sum = new Float64Array(STATE_CAPACITY);
  /** Probability of each state given all fixes up to the newest, filled by `smooth`. */
  readonly posterior = new Float64Array(STATE_CAPACITY);
  /** State of the layer before on that path; -1 at the start of a chain. */
  readonly before = new Int8Array(STATE_CAPACITY);
  /** Nats from state i of the layer before to state j here (emission included): `step[i * STATE_CAPACITY + j]`. */
  readonly step = new Float64Array(STATE_CAPACITY * STATE_CAPACITY);
  /** Standard deviation of the fix's error per axis, metres. */
  sigmaM = 0;
  /** Reported speed on arrival and when it last stood here; NaN = unknown. */
  speedMps = 0;
  departSpeedMps = 0;
  /** The fix on the plane, metres. */
  x = 0;
  y = 0;
  fixAt = 0;
  /** Time of the last fix that still stood here. */
  departAt = 0;
  /** Position of the fix in the track. */
  ordinal = 0;
  /** Was the wide bound needed to reach this layer? */
  isWide = false;
  /** Did this step cost so much that its fix may be an outlier? */
  isDoubtful = false;

  /** Begins anew with a fix at (x, y). */
  start(x: number, y: number, fixAt: number, ordinal: number): void {
    this.x = x;
    this.y = y;
    this.fixAt = fixAt;
    this.departAt = fixAt;
    this.ordinal = ordinal;
    this.isDoubtful = false;
    this.isWide = false;
  }

  /** Makes every state the start of a path of its own. */
  startPath(): void {
    for (let state = 0; state < this.count; state++) {
      const position = (this.offsetM[state] / this.sigmaM) ** 2 / 2;
      this.cost[state] = position + this.courseCost[state];
    }
    this.sum.set(this.cost);
    this.before.fill(-1);
  }

  /** Takes over the fix and the states of another layer, not its paths. */
  copyStates(other: Layer): void {
    this.start(other.x, other.y, other.fixAt, other.ordinal);
    this.departAt = other.departAt;
    this.count = other.count;
    this.directed.set(other.directed);
    this.alongM.set(other.alongM);
    this.offsetM.set(other.offsetM);
    this.awayX.set(other.awayX);
    this.awayY.set(other.awayY);
    this.courseCost.set(other.courseCost);
    this.courseCostBacking.set(other.courseCostBacking);
    this.sigmaM = other.sigmaM;
    this.speedMps = other.speedMps;
    this.departSpeedMps = other.departSpeedMps;
  }

  /** Index of the cheapest state. */
  best(): number {
    let best = 0;
    for (let state = 1; state < this.count; state++) if (this.cost[state] < this.cost[best]) best = state;
    return best;
  }

  /** Bit j is set where state j is within `beamCost` nats of the best. */
  aliveMask(beamCost: number): number {
    const limit = this.cost[this.best()] + beamCost;
    let mask = 0;
    for (let state = 0; state < this.count; state++) if (this.cost[state] <= limit) mask |= 1 << state;
    return mask;
  }
}
