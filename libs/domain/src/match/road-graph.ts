import { endNodeOf, isDrivable, type RoadNetwork, startNodeOf } from '../network/road-network.js';

/**
 * The network's graph as the matcher needs it: also against one-way directions, since a plow may reverse there.
 * Directed segments that leave node n are `leave[leaveStart[n] .. leaveStart[n + 1])`.
 */
export class RoadGraph {
  readonly leaveStart: Int32Array;
  readonly leave: Int32Array;
  /** 1 where a directed segment runs against its one-way direction. */
  readonly isAgainst: Uint8Array;
  /** Node at which a directed segment ends. */
  readonly endNode: Int32Array;
  /** Drivable directed segments that end at a node, at most 255. */
  readonly arrivals: Uint8Array;

  constructor(readonly network: RoadNetwork) {
    const directedCount = 2 * network.segmentCount;
    this.isAgainst = new Uint8Array(directedCount);
    this.endNode = new Int32Array(directedCount);
    this.arrivals = new Uint8Array(network.nodeCount);
    this.leaveStart = new Int32Array(network.nodeCount + 1);
    for (let directed = 0; directed < directedCount; directed++) {
      this.isAgainst[directed] = isDrivable(network, directed) ? 0 : 1;
      this.endNode[directed] = endNodeOf(network, directed);
      this.leaveStart[startNodeOf(network, directed) + 1]++;
      if (!this.isAgainst[directed] && this.arrivals[this.endNode[directed]] < 255) {
        this.arrivals[this.endNode[directed]]++;
      }
    }
    for (let node = 0; node < network.nodeCount; node++) this.leaveStart[node + 1] += this.leaveStart[node];
    this.leave = new Int32Array(directedCount);
    const next = this.leaveStart.slice();
    for (let directed = 0; directed < directedCount; directed++) {
      this.leave[next[startNodeOf(network, directed)]++] = directed;
    }
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
