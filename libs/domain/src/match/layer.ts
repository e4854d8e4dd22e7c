import type { States } from './states.js';

/** Numbers that are kept of each state: the offsets of their rows in a layer's data. */
const DIRECTED = 0;
const ALONG = 1;
const OFFSET = 2;
const AWAY_X = 3;
const AWAY_Y = 4;
const COURSE = 5;
const COURSE_BACKING = 6;
const COST = 7;
const BEFORE = 8;
const FORWARD = 9;
const POSTERIOR = 10;
const ROUTE = 11;
const ROWS = 12;

/** Singles in a layer's data grow by this many, so that layers can be used again. */
const CHUNK = 64;

/**
 * One Viterbi step: the possible places (states) of one used fix. All numbers of all states lie in one array, row by
 * row, and behind them the likelihoods of the step from each state before to each state here.
 */
export class Layer {
  count = 0;
  #data: Float32Array;
  /** Nats of the best path up to here; the states' costs count from there. */
  baseNats = 0;
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
  /** Does the fix lie farther from the one before than the reported speeds allow? */
  isFasterThanReported = false;
  /** Did this step cost so much that its fix may be an outlier? */
  isDoubtful = false;

  constructor(readonly chunks: number) {
    this.#data = new Float32Array(CHUNK * chunks);
  }

  /** Chunks that a layer of so many states needs behind one of `before` states. */
  static chunksFor(count: number, before: number): number {
    return Math.ceil((count * (ROWS + before)) / CHUNK);
  }

  /** Takes over a fix and its states. */
  take(states: States): void {
    this.count = states.count;
    this.x = states.x;
    this.y = states.y;
    this.fixAt = states.fixAt;
    this.departAt = states.fixAt;
    this.ordinal = states.ordinal;
    this.sigmaM = states.sigmaM;
    this.speedMps = states.speedMps;
    this.departSpeedMps = states.speedMps;
    this.isWide = false;
    this.isFasterThanReported = false;
    this.isDoubtful = false;
    const { count } = this;
    const data = this.#data;
    for (let state = 0; state < count; state++) {
      data[DIRECTED * count + state] = states.directed[state];
      data[ALONG * count + state] = states.alongM[state];
      data[OFFSET * count + state] = states.offsetM[state];
      data[AWAY_X * count + state] = states.awayX[state];
      data[AWAY_Y * count + state] = states.awayY[state];
      data[COURSE * count + state] = states.courseCost[state];
      data[COURSE_BACKING * count + state] = states.courseCostBacking[state];
    }
  }

  /** Directed segment of a state: exact, since singles hold whole numbers below 2^24. */
  directed(state: number): number {
    return this.#data[DIRECTED * this.count + state];
  }

  /** Metres along the directed segment. */
  alongM(state: number): number {
    return this.#data[ALONG * this.count + state];
  }

  /** Metres from the place to the fix, and the unit vector that points there. */
  offsetM(state: number): number {
    return this.#data[OFFSET * this.count + state];
  }
  awayX(state: number): number {
    return this.#data[AWAY_X * this.count + state];
  }
  awayY(state: number): number {
    return this.#data[AWAY_Y * this.count + state];
  }

  /** Nats: what course and one-way say against this state, and against it if the vehicle were backing. */
  courseCost(state: number): number {
    return this.#data[COURSE * this.count + state];
  }
  courseCostBacking(state: number): number {
    return this.#data[COURSE_BACKING * this.count + state];
  }

  /** Nats by which the best path that ends here is worse than the best of all; Infinity where none does. */
  cost(state: number): number {
    return this.#data[COST * this.count + state];
  }

  /** State of the layer before on that path; -1 at the start of a path. */
  before(state: number): number {
    return this.#data[BEFORE * this.count + state];
  }

  /** How the best path came here from the state before: what `StepRoutes.how` said. */
  route(state: number): number {
    return this.#data[ROUTE * this.count + state];
  }

  setPath(state: number, cost: number, before: number, route: number): void {
    this.#data[COST * this.count + state] = cost;
    this.#data[BEFORE * this.count + state] = before;
    this.#data[ROUTE * this.count + state] = route;
  }

  setCost(state: number, cost: number): void {
    this.#data[COST * this.count + state] = cost;
  }

  /** Likelihood of all paths that end here together, given the fixes up to here; the states' add up to 1. */
  forward(state: number): number {
    return this.#data[FORWARD * this.count + state];
  }
  setForward(state: number, likelihood: number): void {
    this.#data[FORWARD * this.count + state] = likelihood;
  }

  /** Probability of a state given all fixes up to the newest, filled by `smooth`. */
  posterior(state: number): number {
    return this.#data[POSTERIOR * this.count + state];
  }
  setPosterior(state: number, probability: number): void {
    this.#data[POSTERIOR * this.count + state] = probability;
  }

  /** What goes from state `from` of the layer before to state `to`: nats while it is connected, likelihood after. */
  step(from: number, to: number): number {
    return this.#data[(ROWS + from) * this.count + to];
  }
  setStep(from: number, to: number, value: number): void {
    this.#data[(ROWS + from) * this.count + to] = value;
  }

  /** Index of the cheapest state. */
  best(): number {
    let best = 0;
    for (let state = 1; state < this.count; state++) if (this.cost(state) < this.cost(best)) best = state;
    return best;
  }

  /** Bit j is set where state j is within `beamCost` nats of the best. */
  aliveMask(beamCost: number): number {
    const limit = this.cost(this.best()) + beamCost;
    let mask = 0;
    for (let state = 0; state < this.count; state++) if (this.cost(state) <= limit) mask |= 1 << state;
    return mask;
  }
}

/** Layers that are not in use, by size: all vehicles of an index share them. */
export class LayerPool {
  readonly #spare: Layer[][] = [];

  /** A layer for these states, behind one of `before` states. */
  take(states: States, before: number): Layer {
    const chunks = Layer.chunksFor(states.count, before);
    const layer = this.#spare[chunks]?.pop() ?? new Layer(chunks);
    layer.take(states);
    return layer;
  }

  give(layer: Layer): void {
    this.#spare[layer.chunks] ??= [];
    this.#spare[layer.chunks].push(layer);
  }
}
