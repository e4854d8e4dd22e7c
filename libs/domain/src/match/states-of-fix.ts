import type { Fix } from '../fix/fix.js';
import { type MatchSettings, STATE_CAPACITY } from './match-settings.js';
import type { SegmentIndex } from './segment-index.js';
import type { States } from './states.js';

const DEGREE = Math.PI / 180;
/** Ends of segments nearer than this count as the node itself. */
const NODE_M = 0.5;
/** Places along a segment are whole multiples of this, rounded down, so that layers can hold them as singles. */
const STEPS_PER_M = 256;

/** Is the fix, by its own report, too inaccurate to be used? */
export const isTooInaccurate = (fix: Fix, settings: MatchSettings): boolean =>
  fix.accuracyM !== null && fix.accuracyM > settings.worstAccuracyM;

/** Standard deviation of the position error in metres: from the reported accuracy, else the default. */
const sigmaOf = (fix: Fix, settings: MatchSettings): number => {
  if (fix.accuracyM === null || fix.accuracyM === 0) return settings.sigmaM;
  const [least, most] = settings.sigmaFromAccuracyM;
  return Math.min(Math.max(fix.accuracyM / settings.radiusPerSigma, least), most);
};

const hasCourse = (fix: Fix, settings: MatchSettings): boolean =>
  fix.headingDeg !== null && (fix.speedMps === null || fix.speedMps >= settings.headingSpeedMps);

/**
 * Finds the states of a fix at (`states.x`, `states.y`): each near segment in both directions. At the end of a segment
 * only the direction that arrives at the node is a state, since the one that leaves it continues from there.
 */
export const fillStates = (states: States, fix: Fix, index: SegmentIndex, settings: MatchSettings): void => {
  states.count = 0;
  states.sigmaM = sigmaOf(fix, settings);
  states.speedMps = fix.speedMps ?? Number.NaN;
  const isMoving = hasCourse(fix, settings);
  const courseX = isMoving ? Math.sin(fix.headingDeg! * DEGREE) : 0;
  const courseY = isMoving ? Math.cos(fix.headingDeg! * DEGREE) : 0;
  const weight = isMoving ? settings.headingWeight : 0;
  const near = index.findNear(states.x, states.y, settings.candidateRadiusM, settings.candidateSegments);
  for (let i = 0; i < near.count; i++) {
    if (near.distanceM[i] > near.distanceM[0] + settings.candidateSpreadM) break;
    const agreement = near.unitX[i] * courseX + near.unitY[i] * courseY;
    addState(states, i, 0, weight * (1 - agreement), weight * (1 + agreement), index, settings);
    addState(states, i, 1, weight * (1 + agreement), weight * (1 - agreement), index, settings);
  }
};

const addState = (
  states: States,
  i: number,
  direction: number,
  courseCost: number,
  courseCostBacking: number,
  index: SegmentIndex,
  settings: MatchSettings,
): void => {
  const { graph, near } = index;
  const directed = 2 * near.segment[i] + direction;
  const exactM = direction === 0 ? near.alongM[i] : graph.lengthM(directed) - near.alongM[i];
  const alongM = Math.max(Math.floor(exactM * STEPS_PER_M) / STEPS_PER_M, 0);
  const leavesNode = alongM < NODE_M && graph.isArrival[graph.endNode(directed ^ 1)] === 1;
  if (leavesNode || states.count === STATE_CAPACITY) return;
  const against = graph.isAgainst(directed) ? settings.againstTrafficCost : 0;
  const state = states.count++;
  states.directed[state] = directed;
  states.alongM[state] = alongM;
  states.offsetM[state] = near.distanceM[i];
  states.awayX[state] = near.awayX[i];
  states.awayY[state] = near.awayY[i];
  states.courseCost[state] = courseCost + against;
  states.courseCostBacking[state] = courseCostBacking + against;
};
