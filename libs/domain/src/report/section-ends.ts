import { ROAD_CLASSES, type Road, type RoadNetwork } from '../network/road-network.js';

/** How the ends of a section (区間) are called: by the roads that cross there; empty where none with a name does. */
export interface SectionEnds {
  readonly fromName: string;
  readonly toName: string;
}

const wordOf = ({ name, ref, key }: Road): string => (name !== '' ? name : ref === '' ? '' : key);

/** The crossing road of the highest class at a node that is called otherwise than `own`; empty where there is none. */
const crossingAt = (network: RoadNetwork, node: number, own: string): string => {
  const { out, outStart, roadOf, roads } = network;
  let best: Road | null = null;
  for (let i = outStart[node]; i < outStart[node + 1]; i += 1) {
    const road = roads[roadOf[out[i] >> 1]];
    const word = wordOf(road);
    if (word === '' || word === own) continue;
    if (best === null || ROAD_CLASSES.indexOf(road.roadClass) < ROAD_CLASSES.indexOf(best.roadClass))
      best = road;
  }
  return best === null ? '' : wordOf(best);
};

/** The first crossing on the way through the segments `from`, `from + step`, … `to`. */
const firstCrossing = (network: RoadNetwork, from: number, to: number): string => {
  const step = from <= to ? 1 : -1;
  for (let segment = from; segment !== to + step; segment += step) {
    const own = wordOf(network.roads[network.roadOf[segment]]);
    const ends = [network.tailNode[segment], network.headNode[segment]];
    for (const node of step === 1 ? ends : ends.reverse()) {
      const name = crossingAt(network, node, own);
      if (name !== '') return name;
    }
  }
  return '';
};

/** The ends of the section from the lowest to the highest segment worked, each by the nearest crossing within it. */
export const sectionEnds = (network: RoadNetwork, fromSegment: number, toSegment: number): SectionEnds => ({
  fromName: firstCrossing(network, fromSegment, toSegment),
  toName: firstCrossing(network, toSegment, fromSegment),
});
