import { cleanWays, type DroppedWay } from './clean-ways.js';
import { cutRun, joinLinks, type Run } from './cut-segments.js';
import { layOutNetwork, type Stretch } from './lay-out-network.js';
import { networkHash } from './network-file.js';
import { chainPieces } from './road-chains.js';
import type { BackdropFeature, Road, RoadNetwork } from './road-network.js';
import { tabulateRoads } from './road-table.js';
import type { RoadWay } from './road-way.js';
import { type Pieces, splitWays } from './split-ways.js';

export interface BuildOptions {
  /** What the network was made from, in words for people. */
  readonly source: string;
  /** True for the demo network. */
  readonly generated?: boolean;
  readonly backdrop?: readonly BackdropFeature[];
}

/**
 * Makes the road network from ways: cut where they meet, gathered by road, numbered in driving order, cut again to
 * at most 100 m. The same ways in any order give the same network and hash. Ways that cannot be used come back in
 * `dropped` with a reason each; no ways give a network without segments.
 */
export function buildNetwork(
  ways: readonly RoadWay[],
  options: BuildOptions,
): { network: RoadNetwork; dropped: readonly DroppedWay[] } {
  const { clean, dropped } = cleanWays(ways);
  const pieces = splitWays(clean);
  const { roads, stretches } = numberStretches(pieces);
  const network: RoadNetwork = {
    hash: '',
    source: options.source,
    generated: options.generated ?? false,
    ...layOutNetwork(stretches),
    roads,
    backdrop: options.backdrop ?? [],
  };
  return { network: { ...network, hash: networkHash(network) }, dropped };
}

function numberStretches(pieces: Pieces): { roads: Road[]; stretches: Stretch[] } {
  const roads: Road[] = [];
  const stretches: Stretch[] = [];
  let freshNode = pieces.nodeLimit;
  const addRun = (run: Run, road: number) => {
    const parts = cutRun(run);
    let tail = run.tail;
    parts.forEach((xy, i) => {
      const head = i === parts.length - 1 ? run.head : freshNode++;
      stretches.push({ way: run.way, road, xy, tail, head });
      tail = head;
    });
  };
  for (const { road, pieces: ofRoad } of tabulateRoads(pieces.pieces)) {
    const index = roads.push(road) - 1;
    for (const chain of chainPieces(ofRoad)) {
      for (const run of joinLinks(chain, pieces.degree)) addRun(run, index);
    }
  }
  return { roads, stretches };
}
