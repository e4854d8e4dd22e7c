import { buildNetwork, distanceM, type PathStep, type RoadNetwork, type RoadWay } from '#domain';
import type { RecordedTrack } from './match-tracks.js';

/** A stretch of road without junctions: its nodes in order, and the arcs from each to the next and back (-1 = none). */
interface ArcChain {
  readonly nodes: number[];
  readonly there: number[];
  readonly back: number[];
}

/** Two nodes joined by an arc, by one each way, or by none there (`there` -1). */
interface ArcPair {
  readonly a: number;
  readonly b: number;
  there: number;
  back: number;
}

/** Metres of an arc. */
export const arcLengthM = ({ nodesE6, arcs }: RecordedTrack, arc: number): number => {
  const [from, to] = [arcs[2 * arc], arcs[2 * arc + 1]];
  return distanceM(nodesE6[2 * from], nodesE6[2 * from + 1], nodesE6[2 * to], nodesE6[2 * to + 1]);
};

/** The arcs as pairs of nodes; an arc drawn twice counts once. */
export const pairsOf = ({ arcs }: RecordedTrack): ArcPair[] => {
  const pairs = new Map<number, ArcPair>();
  const nodeLimit = 2 ** 26;
  for (let arc = 0; 2 * arc < arcs.length; arc++) {
    const [from, to] = [arcs[2 * arc], arcs[2 * arc + 1]];
    const reverse = pairs.get(to * nodeLimit + from);
    if (reverse !== undefined && reverse.back === -1) reverse.back = arc;
    else if (reverse === undefined && from !== to && !pairs.has(from * nodeLimit + to))
      pairs.set(from * nodeLimit + to, { a: from, b: to, there: arc, back: -1 });
  }
  return [...pairs.values()];
};

const isTwoWay = (pair: ArcPair): boolean => pair.back !== -1;

/** May the road go on from one pair to the other at `node` as one stretch? */
const goesOn = (from: ArcPair, to: ArcPair, node: number): boolean =>
  from !== to && isTwoWay(from) === isTwoWay(to) && (isTwoWay(from) || (from.b === node) === (to.a === node));

/** Gathers the pairs into stretches without junctions, as an importer sees the ways of a map. */
const chainsOf = (track: RecordedTrack): ArcChain[] => {
  const pairs = pairsOf(track);
  const atNode: ArcPair[][] = Array.from({ length: track.nodesE6.length / 2 }, () => []);
  for (const pair of pairs) {
    atNode[pair.a].push(pair);
    atNode[pair.b].push(pair);
  }
  const next = (pair: ArcPair, node: number): ArcPair | undefined => {
    const at = atNode[node];
    const other = at[0] === pair ? at[1] : at[0];
    return at.length === 2 && goesOn(pair, other, node) ? other : undefined;
  };
  const taken = new Set<ArcPair>();
  return pairs.flatMap((pair) => (taken.has(pair) ? [] : [grow(firstOf(pair, next), next, taken)]));
};

type Next = (pair: ArcPair, node: number) => ArcPair | undefined;

/** Walks back to where the stretch begins: a pair, and the node it is entered at. */
const firstOf = (start: ArcPair, next: Next): { pair: ArcPair; node: number } => {
  let pair = start;
  let node = start.a;
  for (let before = next(pair, node); before !== undefined && before !== start; before = next(pair, node)) {
    node = before.a === node ? before.b : before.a;
    pair = before;
  }
  return { pair, node };
};

const grow = (first: { pair: ArcPair; node: number }, next: Next, taken: Set<ArcPair>): ArcChain => {
  const chain: ArcChain = { nodes: [first.node], there: [], back: [] };
  let { node } = first;
  for (
    let pair: ArcPair | undefined = first.pair;
    pair !== undefined && !taken.has(pair);
    pair = next(pair, node)
  ) {
    taken.add(pair);
    const isDrawn: boolean = pair.a === node;
    node = isDrawn ? pair.b : pair.a;
    chain.nodes.push(node);
    chain.there.push(isDrawn ? pair.there : pair.back);
    chain.back.push(isDrawn ? pair.back : pair.there);
  }
  return chain;
};

const wayOf = (track: RecordedTrack, { nodes, back }: ArcChain, id: string): RoadWay => ({
  id,
  coords: nodes.map((node) => [track.nodesE6[2 * node] / 1e6, track.nodesE6[2 * node + 1] / 1e6] as const),
  nodeIds: nodes,
  name: '',
  ref: '',
  roadClass: 'unclassified',
  oneWay: back[0] === -1,
  lanes: 2,
  bridge: false,
  tunnel: false,
  level: 0,
  authority: 'other',
  routeClass: 'none',
  meltingPipe: false,
});

/** Arc (-1 = none in this direction) and the metres of it that were driven. */
export interface DrivenArc {
  readonly arc: number;
  drivenM: number;
}

/** The arcs of which at least half was driven at one go, in driven order. */
export const halfDriven = (track: RecordedTrack, driven: readonly DrivenArc[]): number[] => {
  const joined: DrivenArc[] = [];
  for (const part of driven) {
    const last = joined[joined.length - 1];
    if (last?.arc === part.arc) last.drivenM += part.drivenM;
    else joined.push({ ...part });
  }
  return joined
    .filter(({ arc, drivenM }) => arc !== -1 && drivenM >= arcLengthM(track, arc) / 2)
    .map(({ arc }) => arc);
};

/** A track's roads as a network of ours, and the way back from a matched path to the data set's arcs. */
export class ArcRoads {
  readonly network: RoadNetwork;
  readonly #chains: ArcChain[];
  /** Chain of a segment, and where along the chain the segment begins, in metres. */
  readonly #chainOf: Int32Array;
  readonly #fromM: Float64Array;

  constructor(private readonly track: RecordedTrack) {
    this.#chains = chainsOf(track);
    const ways = this.#chains.map((chain, i) => wayOf(track, chain, `${i}`));
    this.network = buildNetwork(ways, { source: track.name }).network;
    this.#chainOf = new Int32Array(this.network.segmentCount);
    this.#fromM = new Float64Array(this.network.segmentCount);
    this.#locateSegments();
  }

  #locateSegments(): void {
    const { roads, roadOf, lengthCm, segmentCount } = this.network;
    for (let segment = 0; segment < segmentCount; segment++) {
      this.#chainOf[segment] = Number(roads[roadOf[segment]].key);
      const continues = segment > 0 && roadOf[segment - 1] === roadOf[segment];
      this.#fromM[segment] = continues ? this.#fromM[segment - 1] + lengthCm[segment - 1] / 100 : 0;
    }
  }

  /** The arcs of a path with the metres driven, in driven order. */
  drivenOn(steps: readonly PathStep[]): DrivenArc[] {
    return steps.flatMap((step) => this.#arcsOfStep(step));
  }

  #arcsOfStep({ directed, fromM, toM }: PathStep): DrivenArc[] {
    const segment = directed >> 1;
    const { nodes, there, back } = this.#chains[this.#chainOf[segment]];
    const isDrawn = (directed & 1) === 0;
    const endM = this.#fromM[segment] + this.network.lengthCm[segment] / 100;
    const low = isDrawn ? this.#fromM[segment] + fromM : endM - toM;
    const high = isDrawn ? this.#fromM[segment] + toM : endM - fromM;
    const parts: DrivenArc[] = [];
    let walkedM = 0;
    for (let i = 0; i + 1 < nodes.length && walkedM < high; i++) {
      const lengthM = arcLengthM(this.track, there[i] === -1 ? back[i] : there[i]);
      const drivenM = Math.min(high, walkedM + lengthM) - Math.max(low, walkedM);
      if (drivenM > 0) parts.push({ arc: isDrawn ? there[i] : back[i], drivenM });
      walkedM += lengthM;
    }
    return isDrawn ? parts : parts.reverse();
  }
}
