import type { Fix } from '../fix/fix.js';
import type { Layer } from './layer.js';
import { type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { SegmentIndex } from './segment-index.js';

const DEGREE = Math.PI / 180;
/** Ends of segments nearer than this count as the node itself. */
const NODE_M = 0.5;

/** Standard deviation of the position error in metres: from the reported accuracy, else the default. */
const sigmaOf = (fix: Fix, settings: MatchSettings): number => {
  if (fix.accuracyM === null || fix.accuracyM === 0) return settings.sigmaM;
  const [least, most] = settings.sigmaFromAccuracyM;
  return Math.min(Math.max(fix.accuracyM / settings.radiusPerSigma, least), most);
};

const hasCourse = (fix: Fix, settings: MatchSettings): boolean =>
  fix.headingDeg !== null && (fix.speedMps === null || fix.speedMps >= settings.headingSpeedMps);

/**
 * Fills a layer with the states of a fix: each near segment in both directions. At the end of a segment only the
 * direction that arrives at the node is a state, since the one that leaves it continues from there.
 */
export const fillStates = (layer: Layer, fix: Fix, index: SegmentIndex, settings: MatchSettings): void => {
  layer.count = 0;
  if (fix.accuracyM !== null && fix.accuracyM > settings.worstAccuracyM) return;
  layer.sigmaM = sigmaOf(fix, settings);
  layer.speedMps = fix.speedMps ?? Number.NaN;
  layer.departSpeedMps = layer.speedMps;
  const isMoving = hasCourse(fix, settings);
  const courseX = isMoving ? Math.sin(fix.headingDeg! * DEGREE) : 0;
  const courseY = isMoving ? Math.cos(fix.headingDeg! * DEGREE) : 0;
  const weight = isMoving ? settings.headingWeight : 0;
  const near = index.findNear(layer.x, layer.y, settings.candidateRadiusM, settings.candidateSegments);
  for (let i = 0; i < near.count; i++) {
    if (near.distanceM[i] > near.distanceM[0] + settings.candidateSpreadM) break;
    const agreement = near.unitX[i] * courseX + near.unitY[i] * courseY;
    addState(layer, i, 0, weight * (1 - agreement), weight * (1 + agreement), index, settings);
    addState(layer, i, 1, weight * (1 + agreement), weight * (1 - agreement), index, settings);
  }
};

const addState = (
  layer: Layer,
  i: number,
  direction: number,
  courseCost: number,
  courseCostBacking: number,
  index: SegmentIndex,
  settings: MatchSettings,
): void => {
  const { graph, near } = index;
  const directed = 2 * near.segment[i] + direction;
  const alongM = direction === 0 ? near.alongM[i] : graph.lengthM(directed) - near.alongM[i];
  const leavesNode = alongM < NODE_M && graph.arrivals[graph.endNode[directed ^ 1]] > 0;
  if (leavesNode || layer.count === STATE_CAPACITY) return;
  const against = graph.isAgainst[directed] === 1 ? settings.againstTrafficCost : 0;
  const state = layer.count++;
  layer.directed[state] = directed;
  layer.alongM[state] = alongM;
  layer.offsetM[state] = near.distanceM[i];
  layer.awayX[state] = near.awayX[i];
  layer.awayY[state] = near.awayY[i];
  layer.courseCost[state] = courseCost + against;
  layer.courseCostBacking[state] = courseCostBacking + against;
};
