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
    private readonly settings: MatchSettings,
  ) {}

  /**
   * Searches from every state of `before` whose cost is at most `worst` to all states of `after`. No route is looked
   * for with a key above `boundM`, nor above `freeM` + `metresPerNat` x what the state's cost leaves of `worst`.
   */
  prepare(
    before: Layer,
    after: Layer,
    bounds: { boundM: number; freeM: number; metresPerNat: number; worst: number },
  ): void {
    this.#aim(before, after);
    for (let from = 0; from < before.count; from++) {
      const spare = bounds.worst - before.cost(from);
      const needM = spare >= 0 ? Math.min(bounds.boundM, bounds.freeM + spare * bounds.metresPerNat) : 0;
      this.#leave(from, needM);
    }
    for (let head = 0; head < this.#headCount; head++) this.#run(head);
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

  #leave(from: number, needM: number): void {
    const { graph, settings } = this;
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

  #run(head: number): void {
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
    search.run(this.#node[head], needM, this.#after, this.#reachM);
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
  find(from: number, to: number): void {
    const { settings } = this;
    const directed = this.#before.directed(from);
    const target = this.#after.directed(to);
    const aheadM = this.#after.alongM(to) - this.#before.alongM(from);
    this.keyM = Infinity;
    this.lengthM = Infinity;
    this.how = ROUTE.none;
    if (directed === target) {
      if (aheadM >= 0) this.#improve(ROUTE.ahead, aheadM, 0);
      else this.#improve(ROUTE.backing, -aheadM, settings.backingM * Math.min(1, -aheadM / 20));
    } else if (directed === reverseOf(target)) {
      const behindM = this.graph.lengthM(directed) - this.#after.alongM(to);
      this.#improve(ROUTE.turned, Math.abs(behindM - this.#before.alongM(from)), settings.uTurnM);
    }
    if (this.#ahead[from] !== -1) this.#goOn(from, to);
    if (this.#behind[from] !== -1) this.#turnAndGoOn(from, to);
  }

  /** Routes by the node ahead: to the target, or past it on the other side and back after a turn. */
  #goOn(from: number, to: number): void {
    const { graph, settings } = this;
    const arrived = this.#before.directed(from);
    const target = this.#after.directed(to);
    const restM = graph.lengthM(arrived) - this.#before.alongM(from);
    const toM = this.#after.alongM(to);
    const at = this.#ahead[from] * STATE_CAPACITY + to;
    if (this.#key[at] < Infinity)
      this.#improve(ROUTE.byNode, restM + this.#length[at] + toM, this.#extraM(at, target, arrived));
    const twin = this.#twin[to];
    if (twin === -1) return;
    const there = this.#ahead[from] * STATE_CAPACITY + twin;
    if (!(this.#key[there] < Infinity)) return;
    const extraM = settings.uTurnM + this.#extraM(there, reverseOf(target), arrived);
    this.#improve(ROUTE.turnedLast, restM + this.#length[there] + graph.lengthM(target) - toM, extraM);
  }

  /** Routes by the node behind, after turning round on the spot. */
  #turnAndGoOn(from: number, to: number): void {
    const at = this.#behind[from] * STATE_CAPACITY + to;
    if (!(this.#key[at] < Infinity)) return;
    const arrived = reverseOf(this.#before.directed(from));
    const extraM = this.settings.uTurnM + this.#extraM(at, this.#after.directed(to), arrived);
    const lengthM = this.#before.alongM(from) + this.#length[at] + this.#after.alongM(to);
    this.#improve(ROUTE.turnedFirst, lengthM, extraM);
  }

  /** What a route that was found from a node to the start of a target costs beyond its metres. */
  #extraM(at: number, target: number, arrived: number): number {
    const against = this.graph.isAgainst(target) ? this.settings.againstTrafficM : 0;
    return this.#turnCostM(at, target, arrived) + against + this.#key[at] - this.#length[at];
  }

  /** What it costs to turn round where a route begins, after `arrived`, and where it ends, before the target. */
  #turnCostM(at: number, target: number, arrived: number): number {
    const first = this.#first[at];
    if (first === -1) return this.#turnM(arrived, target);
    return this.#turnM(arrived, first) + this.#turnM(this.#last[at], target);
  }

  /** What going on by `leaving` after `arrived` costs. */
  #turnM(arrived: number, leaving: number): number {
    if (leaving !== reverseOf(arrived)) return 0;
    const { deadEndTurnM, uTurnM } = this.settings;
    return this.graph.isDeadEnd(this.graph.endNode(arrived)) ? deadEndTurnM : uTurnM;
  }

  #improve(how: number, lengthM: number, extraM: number): void {
    const keyM = lengthM + extraM;
    if (keyM >= this.keyM) return;
    this.keyM = keyM;
    this.lengthM = lengthM;
    this.how = how;
  }
}
