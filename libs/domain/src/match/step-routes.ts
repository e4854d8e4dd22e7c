import { reverseOf } from '../network/road-network.js';
import type { Layer } from './layer.js';
import { type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { NodeSearch } from './node-search.js';
import { NODE_SIZE, type RoadGraph } from './road-graph.js';

/** Two nodes to leave from for each state: the one ahead, and the one behind after turning round on the spot. */
const MOST_HEADS = 2 * STATE_CAPACITY;

/**
 * How a route goes: nowhere; along the segment where it starts, ahead, back, or turning round on the spot; by the node
 * ahead; by the node behind after turning round on the spot; by the node ahead and past the goal's place, to turn there.
 */
export const ROUTE = {
  none: 0,
  ahead: 1,
  backing: 2,
  turned: 3,
  byNode: 4,
  turnedFirst: 5,
  turnedLast: 6,
} as const;

/**
 * The best routes from the states of one layer to those of the next. States with the same node ahead share one search
 * from there, and a turn round on the spot goes on with the search of the node behind.
 */
export class StepRoutes {
  /** Of the last `find`: key (length and what turns cost) and length in metres; Infinity where there is no route. */
  keyM = Infinity;
  lengthM = Infinity;
  how: number = ROUTE.none;

  readonly #node = new Int32Array(MOST_HEADS);
  readonly #needM = new Float64Array(MOST_HEADS);
  #headCount = 0;
  readonly #ahead = new Int8Array(STATE_CAPACITY);
  readonly #behind = new Int8Array(STATE_CAPACITY);
  /** Of head h and target t, at `h * STATE_CAPACITY + t`: the best route from the node to the start of the target. */
  readonly #key = new Float64Array(MOST_HEADS * STATE_CAPACITY);
  readonly #length = new Float64Array(MOST_HEADS * STATE_CAPACITY);
  readonly #first = new Int32Array(MOST_HEADS * STATE_CAPACITY);
  readonly #last = new Int32Array(MOST_HEADS * STATE_CAPACITY);
  /** Of each target: the number of its start node among the goals, and the target in the other direction, -1 = none. */
  readonly #goalOf = new Int32Array(STATE_CAPACITY);
  readonly #twin = new Int8Array(STATE_CAPACITY);
  /** The different start nodes of the targets. */
  readonly #goal = new Int32Array(STATE_CAPACITY);
  #goalCount = 0;
  #reachM = 0;
  #before!: Layer;
  #after!: Layer;

  constructor(
    private readonly graph: RoadGraph,
    private readonly search: NodeSearch,
  ) {}

  /**
   * Searches from every state of `before` whose cost is at most `worst` to all states of `after`. No route is looked
   * for with a key above `boundM`, nor above `freeM` + `metresPerNat` x what the state's cost leaves of `worst`.
   */
  prepare(
    before: Layer,
    after: Layer,
    bounds: { boundM: number; freeM: number; metresPerNat: number; worst: number },
    settings: MatchSettings,
  ): void {
    this.#aim(before, after);
    for (let from = 0; from < before.count; from++) {
      const spare = bounds.worst - before.cost(from);
      const needM = spare >= 0 ? Math.min(bounds.boundM, bounds.freeM + spare * bounds.metresPerNat) : 0;
      this.#leave(from, needM, settings);
    }
    for (let head = 0; head < this.#headCount; head++) this.#run(head, settings);
  }

  #aim(before: Layer, after: Layer): void {
    this.#before = before;
    this.#after = after;
    this.#headCount = 0;
    this.#goalCount = 0;
    this.#reachM = 0;
    for (let to = 0; to < after.count; to++) {
      const directed = after.directed(to);
      this.#goalOf[to] = this.#addGoal(this.graph.endNode(reverseOf(directed)));
      this.#twin[to] = -1;
      for (let other = 0; other < to; other++) {
        if (after.directed(other) !== reverseOf(directed)) continue;
        this.#twin[to] = other;
        this.#twin[other] = to;
      }
      if (after.offsetM(to) > this.#reachM) this.#reachM = after.offsetM(to);
    }
  }

  #addGoal(node: number): number {
    let goal = 0;
    while (goal < this.#goalCount && this.#goal[goal] !== node) goal++;
    if (goal === this.#goalCount) this.#goal[this.#goalCount++] = node;
    return goal;
  }

  #leave(from: number, needM: number, settings: MatchSettings): void {
    const { graph } = this;
    const directed = this.#before.directed(from);
    const alongM = this.#before.alongM(from);
    const restM = graph.lengthM(directed) - alongM;
    this.#ahead[from] = this.#headOf(graph.endNode(directed), needM - restM);
    this.#behind[from] = this.#headOf(graph.endNode(reverseOf(directed)), needM - alongM - settings.uTurnM);
  }

  #headOf(node: number, needM: number): number {
    if (!(needM > 0)) return -1;
    let head = 0;
    while (head < this.#headCount && this.#node[head] !== node) head++;
    if (head === this.#headCount) {
      this.#headCount++;
      this.#node[head] = node;
      this.#needM[head] = needM;
    } else if (needM > this.#needM[head]) this.#needM[head] = needM;
    return head;
  }

  #run(head: number, settings: MatchSettings): void {
    const { search } = this;
    const { nodes } = this.graph;
    const from = NODE_SIZE * this.#node[head];
    const needM = this.#needM[head];
    const { count } = this.#after;
    search.clear();
    for (let goal = 0; goal < this.#goalCount; goal++) {
      const to = NODE_SIZE * this.#goal[goal];
      const dx = nodes[to] - nodes[from];
      const dy = nodes[to + 1] - nodes[from + 1];
      if (dx * dx + dy * dy < 1e4 * needM * needM) search.want(this.#goal[goal], goal);
    }
    search.run(this.#node[head], needM, this.#after, this.#reachM, settings.againstTrafficM);
    for (let to = 0; to < count; to++) {
      const at = head * STATE_CAPACITY + to;
      const entry = search.entryOf(this.#goalOf[to]);
      this.#key[at] = Infinity;
      if (entry === -1) continue;
      this.#key[at] = search.keyCm(entry) / 100;
      this.#length[at] = search.lengthCm(entry) / 100;
      this.#first[at] = search.first(entry);
      this.#last[at] = search.last(entry);
    }
  }

  /** Finds the best route from one state to another among what was prepared. */
  find(from: number, to: number, settings: MatchSettings): void {
    const directed = this.#before.directed(from);
    const target = this.#after.directed(to);
    const fromM = this.#before.alongM(from);
    const toM = this.#after.alongM(to);
    const ownM = this.graph.lengthM(directed);
    this.keyM = Infinity;
    this.lengthM = Infinity;
    this.how = ROUTE.none;
    if (directed === target) {
      const aheadM = toM - fromM;
      if (aheadM >= 0) this.#improve(ROUTE.ahead, aheadM, 0);
      else this.#improve(ROUTE.backing, -aheadM, settings.backingM * Math.min(1, -aheadM / 20));
    } else if (directed === reverseOf(target)) {
      this.#improve(ROUTE.turned, Math.abs(ownM - toM - fromM), settings.uTurnM);
    }
    const ahead = this.#ahead[from];
    if (ahead !== -1) this.#goOn(ahead, directed, ownM - fromM, to, settings, false);
    const behind = this.#behind[from];
    if (behind !== -1) this.#goOn(behind, reverseOf(directed), fromM, to, settings, true);
  }

  /** Routes that arrive at a head on `arrived` after `restM`, and go on by the search from there. */
  #goOn(
    head: number,
    arrived: number,
    restM: number,
    to: number,
    settings: MatchSettings,
    turned: boolean,
  ): void {
    const { graph } = this;
    const target = this.#after.directed(to);
    const toM = this.#after.alongM(to);
    const uTurnM = turned ? settings.uTurnM : 0;
    const at = head * STATE_CAPACITY + to;
    if (this.#key[at] < Infinity) {
      const turnM = this.#turnCostM(at, target, arrived, settings);
      const against = graph.isAgainst(target) ? settings.againstTrafficM : 0;
      const extraM = uTurnM + turnM + against + this.#key[at] - this.#length[at];
      this.#improve(turned ? ROUTE.turnedFirst : ROUTE.byNode, restM + this.#length[at] + toM, extraM);
    }
    const twin = this.#twin[to];
    if (turned || twin === -1) return;
    const there = head * STATE_CAPACITY + twin;
    if (!(this.#key[there] < Infinity)) return;
    const turnM = this.#turnCostM(there, reverseOf(target), arrived, settings);
    const against = graph.isAgainst(reverseOf(target)) ? settings.againstTrafficM : 0;
    const extraM = settings.uTurnM + turnM + against + this.#key[there] - this.#length[there];
    const untilM = graph.lengthM(target) - toM;
    this.#improve(ROUTE.turnedLast, restM + this.#length[there] + untilM, extraM);
  }

  /** What it costs to turn round where a route begins, after `arrived`, and where it ends, before the target. */
  #turnCostM(at: number, target: number, arrived: number, settings: MatchSettings): number {
    const first = this.#first[at];
    if (first === -1) return this.#turnM(arrived, target, settings);
    return this.#turnM(arrived, first, settings) + this.#turnM(this.#last[at], target, settings);
  }

  /** What going on by `leaving` after `arrived` costs. */
  #turnM(arrived: number, leaving: number, settings: MatchSettings): number {
    if (leaving !== reverseOf(arrived)) return 0;
    return this.graph.isDeadEnd(this.graph.endNode(arrived)) ? settings.deadEndTurnM : settings.uTurnM;
  }

  #improve(how: number, lengthM: number, extraM: number): void {
    const keyM = lengthM + extraM;
    if (keyM >= this.keyM) return;
    this.keyM = keyM;
    this.lengthM = lengthM;
    this.how = how;
  }
}
