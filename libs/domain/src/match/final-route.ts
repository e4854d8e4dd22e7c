import { reverseOf } from '../network/road-network.js';
import { searchBoundM } from './connect-layers.js';
import type { LayerPlace } from './lattice.js';
import type { SegmentIndex } from './segment-index.js';
import { ROUTE } from './step-routes.js';

/** A stretch of a route on one directed segment, metres along it; `toM` < `fromM` means backing. */
export interface RoutePiece {
  readonly directed: number;
  readonly fromM: number;
  readonly toM: number;
}

/** The route from a final place to the one after it, in driving order: again the one that their layers found. */
export const routeBetween = (index: SegmentIndex, before: LayerPlace, after: LayerPlace): RoutePiece[] => {
  const directed = before.layer.directed(before.state);
  const target = after.layer.directed(after.state);
  const fromM = before.layer.alongM(before.state);
  const toM = after.layer.alongM(after.state);
  const ownM = index.graph.lengthM(directed);
  const how = after.layer.route(after.state);
  if (how === ROUTE.ahead || how === ROUTE.backing) return [{ directed, fromM, toM }];
  if (how === ROUTE.turned) {
    const turnM = ownM - toM;
    return turnM > fromM
      ? [{ directed, fromM, toM: turnM }]
      : [{ directed: target, fromM: ownM - fromM, toM }];
  }
  const start =
    how === ROUTE.turnedFirst
      ? { directed: reverseOf(directed), fromM: ownM - fromM, toM: ownM }
      : { directed, fromM, toM: ownM };
  const last =
    how === ROUTE.turnedLast
      ? { directed: reverseOf(target), fromM: 0, toM: index.graph.lengthM(target) - toM }
      : { directed: target, fromM: 0, toM };
  const boundM = searchBoundM(before.layer, after.layer, index.settings);
  return [
    start,
    ...segmentsBetween(index, start.directed, last.directed, { boundM, ...placeOf(after) }),
    last,
  ];
};

const placeOf = ({ layer: { x, y } }: LayerPlace): { x: number; y: number } => ({ x, y });

/** The whole segments between the end of the one and the start of `entered`, on the shortest route within the bound. */
const segmentsBetween = (
  { graph, search, settings }: SegmentIndex,
  left: number,
  entered: number,
  goal: { boundM: number; x: number; y: number },
): RoutePiece[] => {
  const start = graph.endNode(left);
  const end = graph.endNode(reverseOf(entered));
  if (start === end) return [];
  search.clear();
  search.want(end, 0);
  search.run(start, goal.boundM, goal, settings.candidateRadiusM);
  return search.routeTo(0).map((directed) => ({ directed, fromM: 0, toM: graph.lengthM(directed) }));
};
