import { STATE_CAPACITY } from './match-settings.js';
import { ENTRY, NodeTable } from './node-table.js';
import { LINK_SIZE, NODE_SIZE, type RoadGraph } from './road-graph.js';
import { RouteHeap } from './route-heap.js';

/**
 * A bounded shortest-path search from one node that ends as soon as every wanted node is reached. The key of a route is
 * its length plus what it costs to enter one-way segments against their direction. All lengths are whole centimetres.
 */
export class NodeSearch {
  readonly #table = new NodeTable();
  readonly #heap = new RouteHeap();
  readonly #againstCm: number;
  /** Entry of each goal in the table, and how many goals are not reached yet. */
  readonly #goalEntry = new Int32Array(STATE_CAPACITY);
  #openGoals = 0;
  /** Which goals were reached: bit g. */
  #reached = 0;

  /** `againstM` = what entering a segment against its one-way direction costs, metres. */
  constructor(
    private readonly graph: RoadGraph,
    againstM: number,
  ) {
    this.#againstCm = Math.round(againstM * 100);
  }

  /** Begins anew, with nothing wanted. */
  clear(): void {
    this.#table.clear();
    this.#heap.clear();
    this.#openGoals = 0;
    this.#reached = 0;
  }

  /** The search goes on until this node is reached; its number is `goal`, below what a layer has states. */
  want(node: number, goal: number): void {
    const entry = this.#table.add(node);
    this.#table.data[entry + ENTRY.goal] = goal;
    this.#goalEntry[goal] = entry;
    this.#openGoals++;
  }

  /** The entry of a goal that was reached, to be read with `keyCm` and the others; -1 where it was not. */
  entryOf(goal: number): number {
    return (this.#reached & (1 << goal)) === 0 ? -1 : this.#goalEntry[goal];
  }

  /** Of a reached goal's entry: key and length of the route; its first and its last segment, -1 where it has none. */
  keyCm(entry: number): number {
    return this.#table.data[entry + ENTRY.keyCm];
  }
  lengthCm(entry: number): number {
    return this.#table.data[entry + ENTRY.lengthCm];
  }
  first(entry: number): number {
    return this.#table.data[entry + ENTRY.first];
  }
  last(entry: number): number {
    return this.#table.data[entry + ENTRY.via];
  }

  /**
   * Searches from `start`. Left out are routes with a key of `boundM` and more, and nodes from which the goal's place
   * (x, y), which may lie up to `reachM` nearer, is too far for such a route.
   */
  run(start: number, boundM: number, goal: { x: number; y: number }, reachM: number): void {
    const { nodes } = this.graph;
    const table = this.#table;
    const heap = this.#heap;
    const boundCm = Math.ceil(boundM * 100);
    const xCm = goal.x * 100;
    const yCm = goal.y * 100;
    const spareCm = boundCm + reachM * 100;
    table.start(table.add(start));
    heap.push(0, table.find(start));
    while (this.#openGoals > 0 && heap.size > 0 && heap.topKey < boundCm) {
      const keyCm = heap.topKey;
      const entry = heap.pop();
      const { data } = table;
      // A better route has been here before.
      if (keyCm !== data[entry + ENTRY.keyCm]) continue;
      const reached = data[entry + ENTRY.goal];
      if (reached !== -1 && (this.#reached & (1 << reached)) === 0) {
        this.#reached |= 1 << reached;
        this.#openGoals--;
      }
      const at = NODE_SIZE * data[entry + ENTRY.node];
      const dx = nodes[at] - xCm;
      const dy = nodes[at + 1] - yCm;
      const leftCm = spareCm - keyCm;
      if (dx * dx + dy * dy < leftCm * leftCm) this.#relax(entry, boundCm);
    }
  }

  #relax(entry: number, boundCm: number): void {
    const table = this.#table;
    const { nodes, links } = this.graph;
    const { data } = table;
    const keyCm = data[entry + ENTRY.keyCm];
    const lengthCm = data[entry + ENTRY.lengthCm];
    const first = data[entry + ENTRY.first];
    const node = NODE_SIZE * data[entry + ENTRY.node];
    const end = LINK_SIZE * nodes[node + NODE_SIZE + 2];
    for (let at = LINK_SIZE * nodes[node + 2]; at < end; at += LINK_SIZE) {
      const cm = links[at + 2];
      const ownCm = cm < 0 ? -cm : cm;
      const nextCm = keyCm + ownCm + (cm < 0 ? this.#againstCm : 0);
      if (nextCm >= boundCm) continue;
      const next = table.add(links[at + 1]);
      // The table may have grown.
      const all = table.data;
      if (nextCm >= all[next + ENTRY.keyCm]) continue;
      all[next + ENTRY.keyCm] = nextCm;
      all[next + ENTRY.lengthCm] = lengthCm + ownCm;
      all[next + ENTRY.before] = entry;
      all[next + ENTRY.via] = links[at];
      all[next + ENTRY.first] = first === -1 ? links[at] : first;
      this.#heap.push(nextCm, next);
    }
  }

  /** The directed segments from the start to a reached goal, in driving order. */
  routeTo(goal: number): number[] {
    const { data } = this.#table;
    const route: number[] = [];
    for (
      let entry = this.#goalEntry[goal];
      data[entry + ENTRY.before] !== -1;
      entry = data[entry + ENTRY.before]
    ) {
      route.push(data[entry + ENTRY.via]);
    }
    return route.reverse();
  }
}
