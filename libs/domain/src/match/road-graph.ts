import { endNodeOf, isDrivable, type RoadNetwork, startNodeOf } from '../network/road-network.js';
import type { Plane } from './plane.js';

/** Numbers of one link: the directed segment, the node it ends at, and its length in cm, negative against one-way. */
export const LINK_SIZE = 3;
/** Numbers of one node: its place on the plane in whole centimetres, x and y, and the number of its first link. */
export const NODE_SIZE = 3;

/**
 * The network's graph as the matcher needs it: also against one-way directions, since a plow may reverse there.
 * The links that leave node n are those from its first one up to the first one of node n + 1: all that a search reads
 * of a node, and of a link, lies together.
 */
export class RoadGraph {
  readonly nodes: Int32Array;
  readonly links: Int32Array;
  /** 1 where a drivable directed segment ends at a node. */
  readonly isArrival: Uint8Array;

  constructor(
    readonly network: RoadNetwork,
    plane: Plane,
  ) {
    const directedCount = 2 * network.segmentCount;
    this.isArrival = new Uint8Array(network.nodeCount);
    this.nodes = new Int32Array(NODE_SIZE * (network.nodeCount + 1));
    for (let directed = 0; directed < directedCount; directed++) {
      this.nodes[NODE_SIZE * (startNodeOf(network, directed) + 1) + 2]++;
      if (!this.isAgainst(directed)) this.isArrival[this.endNode(directed)] = 1;
    }
    for (let node = 0; node < network.nodeCount; node++) this.#place(node, plane);
    this.links = new Int32Array(LINK_SIZE * directedCount);
    const next = Int32Array.from({ length: network.nodeCount }, (_, node) => this.firstLink(node));
    for (let directed = 0; directed < directedCount; directed++) {
      const at = LINK_SIZE * next[startNodeOf(network, directed)]++;
      const lengthCm = network.lengthCm[directed >> 1];
      this.links[at] = directed;
      this.links[at + 1] = this.endNode(directed);
      this.links[at + 2] = this.isAgainst(directed) ? -lengthCm : lengthCm;
    }
  }

  /** Fills a node's place, and the first link of the next one, which holds the number of links of this one until then. */
  #place(node: number, plane: Plane): void {
    const { nodes, network } = this;
    const at = NODE_SIZE * node;
    nodes[at] = Math.round(100 * plane.xOf(network.nodeLngE6[node]));
    nodes[at + 1] = Math.round(100 * plane.yOf(network.nodeLatE6[node]));
    nodes[at + NODE_SIZE + 2] += nodes[at + 2];
  }

  /** Number of the first link that leaves a node. */
  firstLink(node: number): number {
    return this.nodes[NODE_SIZE * node + 2];
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
    return this.firstLink(node + 1) - this.firstLink(node) === 1;
  }
}
