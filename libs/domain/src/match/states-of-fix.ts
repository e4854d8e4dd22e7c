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
  return Math.min(Math.max(fix.accuracyM, least), most);
};

const hasCourse = (fix: Fix, settings: MatchSettings): boolean =>
  fix.headingDeg !== null && (fix.speedMps === null || fix.speedMps >= settings.headingSpeedMps);

/**
 * Fills a layer with the states of a fix: each near segment in both directions. At the end of a segment only the
 * direction that arrives at the node is a state, since the one that leaves it continues from there.
 */
export const fillStates = (layer: Layer, fix: Fix, index: SegmentIndex, settings: MatchSettings): void => {
  const { graph, network } = index;
  const sigmaM = sigmaOf(fix, settings);
  const near = index.findNear(layer.x, layer.y, settings.candidateRadiusM, settings.candidateSegments);
  const courseX = hasCourse(fix, settings) ? Math.sin(fix.headingDeg! * DEGREE) : 0;
  const courseY = hasCourse(fix, settings) ? Math.cos(fix.headingDeg! * DEGREE) : 0;
  layer.count = 0;
  for (let i = 0; i < near.count; i++) {
    if (near.distanceM[i] > near.distanceM[0] + settings.candidateSpreadM) break;
    const position = near.distanceM[i] ** 2 / (2 * sigmaM ** 2);
    const agreement = settings.headingWeight * (near.unitX[i] * courseX + near.unitY[i] * courseY);
    for (let direction = 0; direction < 2 && layer.count < STATE_CAPACITY; direction++) {
      const directed = 2 * near.segment[i] + direction;
      const lengthM = network.lengthCm[near.segment[i]] / 100;
      const alongM = direction === 0 ? near.alongM[i] : lengthM - near.alongM[i];
      const leaves = alongM < NODE_M && graph.arrivals[graph.endNode[directed ^ 1]] > 0;
      if (leaves) continue;
      const against = graph.isAgainst[directed] === 1 ? settings.againstTrafficCost : 0;
      const heading = courseX === 0 && courseY === 0 ? 0 : settings.headingWeight;
      const signed = direction === 0 ? agreement : -agreement;
      const state = layer.count++;
      layer.directed[state] = directed;
      layer.alongM[state] = alongM;
      layer.emission[state] = position + against + heading - signed;
      layer.emissionBacking[state] = position + against + heading + signed;
    }
  }
};
