import { reverseOf } from '../network/road-network.js';
import { MATCH_DEFAULTS, type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { RoadGraph } from './road-graph.js';
import { RouteHeap } from './route-heap.js';

/** A stretch of a route on one directed segment, metres along it; `toM` < `fromM` means backing. */
export interface RoutePiece {
  readonly directed: number;
  readonly fromM: number;
  readonly toM: number;
}

/** How a target was reached, where not by a settled directed segment. */
const NOT_REACHED = -1;
const ON_THE_SAME = -2;
const TURNED_ON_THE_SAME = -3;
/** Parents of the first directed segments of a search. */
const FROM_HEAD = -1;
const FROM_TAIL = -2;

/** Rounds tell the entries of this search from older ones; before they overflow, all start again. */
const LAST_ROUND = 2 ** 30 - 2;
const restart = (rounds: Int32Array): number => {
  rounds.fill(0);
  return 1;
};

/**
 * A bounded shortest-path search over directed segments that ends as soon as no target can become nearer. The key
 * of a route is its length plus what its turns cost, in metres. Turning round is possible where the route starts,
 * at every node and on the segment of the target.
 */
export class RouteSearch {
  /** Of each target after `run`: key and length of the best route in metres; Infinity where there is none. */
  readonly keyM = new Float64Array(STATE_CAPACITY);
  readonly lengthM = new Float64Array(STATE_CAPACITY);
  readonly #via = new Int32Array(STATE_CAPACITY);
  #targets: Int32Array = new Int32Array(STATE_CAPACITY);
  #targetAlongM: Float64Array = new Float64Array(STATE_CAPACITY);
  #targetCount = 0;
  readonly #slot: Uint8Array;
  readonly #slotRound: Int32Array;
  #targetRound = 0;

  readonly #startKeyM: Float32Array;
  readonly #startLengthM: Float32Array;
  readonly #parent: Int32Array;
  /** `2 * round` = reached, `2 * round + 1` = settled. */
  readonly #mark: Int32Array;
  readonly #heap = new RouteHeap();
  #round = 0;
  #limitM = 0;
  #settings: MatchSettings = MATCH_DEFAULTS;
  #from = 0;
  #fromM = 0;

  constructor(readonly graph: RoadGraph) {
    const directedCount = 2 * graph.network.segmentCount;
    this.#slot = new Uint8Array(directedCount);
    this.#slotRound = new Int32Array(directedCount);
    this.#startKeyM = new Float32Array(directedCount);
    this.#startLengthM = new Float32Array(directedCount);
    this.#parent = new Int32Array(directedCount);
    this.#mark = new Int32Array(directedCount);
  }

  /** Sets the places to reach: `count` different directed segments, each with metres along it. */
  aim(directed: Int32Array, alongM: Float64Array, count: number): void {
    if (++this.#targetRound > LAST_ROUND) this.#targetRound = restart(this.#slotRound);
    this.#targets = directed;
    this.#targetAlongM = alongM;
    this.#targetCount = count;
    for (let slot = 0; slot < count; slot++) {
      this.#slot[directed[slot]] = slot;
      this.#slotRound[directed[slot]] = this.#targetRound;
    }
  }

  /** Searches from a place to every target; routes with a key above `boundM` are not found. */
  run(directed: number, alongM: number, boundM: number, settings: MatchSettings): void {
    this.#settings = settings;
    this.#from = directed;
    this.#fromM = alongM;
    if (++this.#round > LAST_ROUND) this.#round = restart(this.#mark);
    this.#heap.clear();
    this.keyM.fill(boundM, 0, this.#targetCount);
    this.lengthM.fill(Infinity, 0, this.#targetCount);
    this.#via.fill(NOT_REACHED, 0, this.#targetCount);
    this.#limitM = boundM;
    this.#reachOwnSegment();
    this.#leaveOwnSegment();
    while (this.#heap.size > 0 && this.#heap.topKey < this.#limitM) this.#settle(this.#heap.pop());
    for (let slot = 0; slot < this.#targetCount; slot++) {
      if (this.#via[slot] === NOT_REACHED) this.keyM[slot] = Infinity;
    }
  }

  /** Targets on the segment where the route starts: straight on, backing, or turning round on the spot. */
  #reachOwnSegment(): void {
    const from = this.#from;
    if (this.#slotRound[from] === this.#targetRound) {
      const slot = this.#slot[from];
      const aheadM = this.#targetAlongM[slot] - this.#fromM;
      const backing = aheadM < 0 ? this.#settings.backingM * Math.min(1, -aheadM / 20) : 0;
      this.#improve(slot, ON_THE_SAME, Math.abs(aheadM), backing);
    }
    const back = reverseOf(from);
    if (this.#slotRound[back] === this.#targetRound) {
      const slot = this.#slot[back];
      const aheadM = this.graph.lengthM(from) - this.#targetAlongM[slot] - this.#fromM;
      this.#improve(slot, TURNED_ON_THE_SAME, Math.abs(aheadM), this.#settings.uTurnM);
    }
  }

  #leaveOwnSegment(): void {
    const { graph } = this;
    const restM = graph.lengthM(this.#from) - this.#fromM;
    this.#relaxFrom(this.#from, FROM_HEAD, restM, restM);
    const uTurnM = this.#settings.uTurnM;
    this.#relaxFrom(reverseOf(this.#from), FROM_TAIL, this.#fromM + uTurnM, this.#fromM);
  }

  /** Offers every directed segment that leaves the end of `arrived`, whose end is `keyM` and `lengthM` away. */
  #relaxFrom(arrived: number, parent: number, keyM: number, lengthM: number): void {
    const { graph } = this;
    const settings = this.#settings;
    const node = graph.endNode[arrived];
    const back = reverseOf(arrived);
    for (let i = graph.leaveStart[node]; i < graph.leaveStart[node + 1]; i++) {
      const next = graph.leave[i];
      let nextKeyM = keyM;
      if (next === back) {
        if (parent === FROM_TAIL) continue;
        nextKeyM += graph.isDeadEnd(node) ? settings.deadEndTurnM : settings.uTurnM;
      }
      if (graph.isAgainst[next] === 1) nextKeyM += settings.againstTrafficM;
      if (nextKeyM < this.#limitM) this.#offer(next, parent, nextKeyM, lengthM);
    }
  }

  #offer(directed: number, parent: number, keyM: number, lengthM: number): void {
    const mark = this.#mark[directed];
    const reached = 2 * this.#round;
    if (mark === reached + 1 || (mark === reached && this.#startKeyM[directed] <= keyM)) return;
    this.#mark[directed] = reached;
    this.#startKeyM[directed] = keyM;
    this.#startLengthM[directed] = lengthM;
    this.#parent[directed] = parent;
    this.#heap.push(keyM, directed);
  }

  #settle(directed: number): void {
    if (this.#mark[directed] === 2 * this.#round + 1) return;
    this.#mark[directed] = 2 * this.#round + 1;
    const keyM = this.#startKeyM[directed];
    const lengthM = this.#startLengthM[directed];
    const ownM = this.graph.lengthM(directed);
    if (this.#slotRound[directed] === this.#targetRound) {
      const slot = this.#slot[directed];
      const alongM = this.#targetAlongM[slot];
      this.#improve(slot, directed, lengthM + alongM, keyM - lengthM);
    }
    const back = reverseOf(directed);
    if (this.#slotRound[back] === this.#targetRound) {
      const slot = this.#slot[back];
      const untilM = ownM - this.#targetAlongM[slot];
      this.#improve(slot, directed, lengthM + untilM, keyM - lengthM + this.#settings.uTurnM);
    }
    this.#relaxFrom(directed, directed, keyM + ownM, lengthM + ownM);
  }

  #improve(slot: number, via: number, lengthM: number, penaltyM: number): void {
    const keyM = lengthM + penaltyM;
    if (keyM >= this.keyM[slot]) return;
    this.keyM[slot] = keyM;
    this.lengthM[slot] = lengthM;
    this.#via[slot] = via;
    let limitM = 0;
    for (let i = 0; i < this.#targetCount; i++) if (this.keyM[i] > limitM) limitM = this.keyM[i];
    this.#limitM = limitM;
  }

  /** Does the route of the last `run` to this target stay on the segment where it starts, without turning? */
  staysOnSegment(slot: number): boolean {
    return this.#via[slot] === ON_THE_SAME;
  }

  /** The route to a reached target of the last `run`, in driving order. */
  routeTo(slot: number): RoutePiece[] {
    const via = this.#via[slot];
    const target = this.#targets[slot];
    const alongM = this.#targetAlongM[slot];
    const fromM = this.#fromM;
    const ownM = this.graph.lengthM(this.#from);
    if (via === ON_THE_SAME) return [{ directed: target, fromM, toM: alongM }];
    if (via === TURNED_ON_THE_SAME) {
      const turnM = ownM - alongM;
      return turnM > fromM
        ? [{ directed: this.#from, fromM, toM: turnM }]
        : [{ directed: target, fromM: ownM - fromM, toM: alongM }];
    }
    // Towards the start: first the last stretch, which may end where the vehicle turns round on the target's segment.
    const pieces: RoutePiece[] = [];
    const lastM = via === target ? alongM : this.graph.lengthM(target) - alongM;
    pieces.push({ directed: via, fromM: 0, toM: lastM });
    let parent = this.#parent[via];
    for (; parent >= 0; parent = this.#parent[parent]) {
      pieces.push({ directed: parent, fromM: 0, toM: this.graph.lengthM(parent) });
    }
    if (parent === FROM_HEAD) pieces.push({ directed: this.#from, fromM, toM: ownM });
    else pieces.push({ directed: reverseOf(this.#from), fromM: ownM - fromM, toM: ownM });
    return pieces.reverse();
  }
}
