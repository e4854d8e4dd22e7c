import { endNodeOf, isDrivable, type RoadNetwork, startNodeOf } from '../network/road-network.js';

/** Numbers of one link: the directed segment, the node it ends at, and its length in cm, negative against one-way. */
export const LINK_SIZE = 3;

/**
 * The network's graph as the matcher needs it: also against one-way directions, since a plow may reverse there.
 * The links that leave node n are `links[LINK_SIZE * i ..]` for i in `[leaveStart[n], leaveStart[n + 1])`: all that a
 * search reads of a link lies together.
 */
export class RoadGraph {
  readonly leaveStart: Int32Array;
  readonly links: Int32Array;
  /** 1 where a drivable directed segment ends at a node. */
  readonly isArrival: Uint8Array;

  constructor(readonly network: RoadNetwork) {
    const directedCount = 2 * network.segmentCount;
    this.isArrival = new Uint8Array(network.nodeCount);
    this.leaveStart = new Int32Array(network.nodeCount + 1);
    for (let directed = 0; directed < directedCount; directed++) {
      this.leaveStart[startNodeOf(network, directed) + 1]++;
      if (!this.isAgainst(directed)) this.isArrival[this.endNode(directed)] = 1;
    }
    for (let node = 0; node < network.nodeCount; node++) this.leaveStart[node + 1] += this.leaveStart[node];
    this.links = new Int32Array(LINK_SIZE * directedCount);
    const next = this.leaveStart.slice();
    for (let directed = 0; directed < directedCount; directed++) {
      const at = LINK_SIZE * next[startNodeOf(network, directed)]++;
      const lengthCm = network.lengthCm[directed >> 1];
      this.links[at] = directed;
      this.links[at + 1] = this.endNode(directed);
      this.links[at + 2] = this.isAgainst(directed) ? -lengthCm : lengthCm;
    }
  }

  /** Node at which a directed segment ends. */
  endNode(directed: number): number {
    return endNodeOf(this.network, directed);
  }

  /** Does a directed segment run against its one-way direction? */
  isAgainst(directed: number): boolean {
    return !isDrivable(this.network, directed);
  }

  /** Metres of a directed segment. */
  lengthM(directed: number): number {
    return this.network.lengthCm[directed >> 1] / 100;
  }

  /** Does only one segment touch this node? */
  isDeadEnd(node: number): boolean {
    return this.leaveStart[node + 1] - this.leaveStart[node] === 1;
  }
}
