import { STATE_CAPACITY } from './match-settings.js';
import { NodeTable } from './node-table.js';
import type { Plane } from './plane.js';
import { LINK_SIZE, type RoadGraph } from './road-graph.js';
import { RouteHeap } from './route-heap.js';

/**
 * A bounded shortest-path search from one node that ends as soon as every wanted node is reached. The key of a route is
 * its length plus what it costs to enter one-way segments against their direction, in metres.
 */
export class NodeSearch {
  /** Of each goal that was reached, in the order of reaching: key and length of the route, its first and last segment or -1. */
  readonly keyM = new Float64Array(STATE_CAPACITY);
  readonly lengthM = new Float64Array(STATE_CAPACITY);
  readonly first = new Int32Array(STATE_CAPACITY);
  readonly last = new Int32Array(STATE_CAPACITY);
  readonly #table = new NodeTable();
  readonly #heap = new RouteHeap();
  /** Nodes that are wanted: first those that were reached. */
  readonly #goals = new Int32Array(STATE_CAPACITY);
  #reachedCount = 0;
  #goalCount = 0;

  constructor(
    private readonly graph: RoadGraph,
    private readonly plane: Plane,
  ) {}

  /** Begins anew, with nothing wanted. */
  clear(): void {
    this.#table.clear();
    this.#heap.clear();
    this.#reachedCount = 0;
    this.#goalCount = 0;
  }

  /** The search goes on until this node is reached; at most as many as a layer has states. */
  want(node: number): void {
    this.#goals[this.#goalCount++] = node;
  }

  /** Number of a wanted node among those that were reached, else -1. */
  goalOf(node: number): number {
    for (let goal = 0; goal < this.#reachedCount; goal++) if (this.#goals[goal] === node) return goal;
    return -1;
  }

  #reach(node: number, slot: number): void {
    const goals = this.#goals;
    for (let goal = this.#reachedCount; goal < this.#goalCount; goal++) {
      if (goals[goal] !== node) continue;
      const reached = this.#reachedCount++;
      goals[goal] = goals[reached];
      goals[reached] = node;
      this.keyM[reached] = this.#table.keyM[slot];
      this.lengthM[reached] = this.#table.lengthM[slot];
      this.first[reached] = this.#table.first[slot];
      this.last[reached] = this.#table.via[slot];
      return;
    }
  }

  /**
   * Searches from `start`. Left out are routes with a key of `boundM` and more, and nodes from which the goal's place
   * (x, y), which may lie up to `reachM` nearer, is too far for such a route.
   */
  run(start: number, boundM: number, goal: { x: number; y: number }, reachM: number, againstM: number): void {
    const { graph, plane } = this;
    const table = this.#table;
    const { nodeLngE6, nodeLatE6 } = graph.network;
    const heap = this.#heap;
    const first = table.add(start);
    table.keyM[first] = 0;
    table.lengthM[first] = 0;
    table.before[first] = -1;
    table.via[first] = -1;
    table.first[first] = -1;
    heap.push(0, start);
    while (this.#reachedCount < this.#goalCount && heap.size > 0 && heap.topKey < boundM) {
      const node = heap.pop();
      const slot = table.find(node);
      if (table.isSettled[slot] === 1) continue;
      table.isSettled[slot] = 1;
      this.#reach(node, slot);
      const x = plane.xOf(nodeLngE6[node]) - goal.x;
      const y = plane.yOf(nodeLatE6[node]) - goal.y;
      if (table.keyM[slot] + Math.sqrt(x * x + y * y) - reachM < boundM)
        this.#relax(node, slot, boundM, againstM);
    }
  }

  #relax(node: number, slot: number, boundM: number, againstM: number): void {
    const table = this.#table;
    const { leaveStart, links } = this.graph;
    const keyM = table.keyM[slot];
    const lengthM = table.lengthM[slot];
    const first = table.first[slot];
    const end = LINK_SIZE * leaveStart[node + 1];
    for (let at = LINK_SIZE * leaveStart[node]; at < end; at += LINK_SIZE) {
      const cm = links[at + 2];
      const ownM = (cm < 0 ? -cm : cm) / 100;
      const nextM = keyM + ownM + (cm < 0 ? againstM : 0);
      if (nextM >= boundM) continue;
      const next = table.add(links[at + 1]);
      if (nextM >= table.keyM[next]) continue;
      table.keyM[next] = nextM;
      table.lengthM[next] = lengthM + ownM;
      table.before[next] = node;
      table.via[next] = links[at];
      table.first[next] = first === -1 ? links[at] : first;
      this.#heap.push(nextM, links[at + 1]);
    }
  }

  /** The directed segments from the start to a reached node, in driving order. */
  routeTo(node: number): number[] {
    const route: number[] = [];
    const table = this.#table;
    for (let slot = table.find(node); table.before[slot] !== -1; slot = table.find(table.before[slot])) {
      route.push(table.via[slot]);
    }
    return route.reverse();
  }
}
