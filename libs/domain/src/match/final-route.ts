import { reverseOf } from '../network/road-network.js';
import { searchBoundM } from './connect-layers.js';
import type { Layer } from './layer.js';
import type { MatchSettings } from './match-settings.js';
import type { SegmentIndex } from './segment-index.js';
import { ROUTE } from './step-routes.js';

/** A stretch of a route on one directed segment, metres along it; `toM` < `fromM` means backing. */
export interface RoutePiece {
  readonly directed: number;
  readonly fromM: number;
  readonly toM: number;
}

/** The route from a final place to the one after it, in driving order: again the one that their layers found. */
export const routeBetween = (
  index: SegmentIndex,
  before: Layer,
  from: number,
  after: Layer,
  to: number,
  settings: MatchSettings,
): RoutePiece[] => {
  const directed = before.directed(from);
  const target = after.directed(to);
  const fromM = before.alongM(from);
  const toM = after.alongM(to);
  const ownM = index.graph.lengthM(directed);
  const how = after.route(to);
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
  const pieces = [start];
  addSegmentsBetween(pieces, index, last.directed, before, after, settings);
  pieces.push(last);
  return pieces;
};

/** Adds the whole segments between the end of the one piece and the start of `entered`. */
const addSegmentsBetween = (
  pieces: RoutePiece[],
  { graph, search }: SegmentIndex,
  entered: number,
  before: Layer,
  after: Layer,
  settings: MatchSettings,
): void => {
  const start = graph.endNode(pieces[0].directed);
  const end = graph.endNode(reverseOf(entered));
  if (start === end) return;
  search.clear();
  search.want(end, 0);
  const boundM = searchBoundM(before, after, settings);
  search.run(start, boundM, after, settings.candidateRadiusM, settings.againstTrafficM);
  for (const directed of search.routeTo(0)) pieces.push({ directed, fromM: 0, toM: graph.lengthM(directed) });
};
