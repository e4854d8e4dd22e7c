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

const takeCourse = (states: States, fix: Fix, settings: MatchSettings): void => {
  const weight = hasCourse(fix, settings) ? settings.headingWeight : 0;
  states.courseWeight = weight;
  states.courseX = weight === 0 ? 0 : weight * Math.sin(fix.headingDeg! * DEGREE);
  states.courseY = weight === 0 ? 0 : weight * Math.cos(fix.headingDeg! * DEGREE);
};

/**
 * Finds the states of a fix at (`states.x`, `states.y`) and puts them into `index.states`: each near segment in both
 * directions. At the end of a segment only the direction that arrives at the node is a state, since the one that leaves
 * it continues from there.
 */
export const fillStates = (fix: Fix, index: SegmentIndex): void => {
  const { states, settings } = index;
  states.count = 0;
  states.sigmaM = sigmaOf(fix, settings);
  states.speedMps = fix.speedMps ?? Number.NaN;
  takeCourse(states, fix, settings);
  const near = index.findNear(states.x, states.y, settings.candidateRadiusM);
  for (let i = 0; i < near.count; i++) {
    if (near.distanceM[i] > near.distanceM[0] + settings.candidateSpreadM) break;
    addState(index, i, 0);
    addState(index, i, 1);
  }
};

/** Adds the near segment `i` in one direction. */
const addState = (index: SegmentIndex, i: number, direction: number): void => {
  const { graph, near, states } = index;
  const directed = 2 * near.segment[i] + direction;
  const exactM = direction === 0 ? near.alongM[i] : graph.lengthM(directed) - near.alongM[i];
  const alongM = Math.max(Math.floor(exactM * STEPS_PER_M) / STEPS_PER_M, 0);
  const leavesNode = alongM < NODE_M && graph.isArrival[graph.endNode(directed ^ 1)] === 1;
  if (leavesNode || states.count === STATE_CAPACITY) return;
  const drawn = near.unitX[i] * states.courseX + near.unitY[i] * states.courseY;
  const agreement = direction === 0 ? drawn : -drawn;
  const against = graph.isAgainst(directed) ? index.settings.againstTrafficCost : 0;
  const state = states.count++;
  states.directed[state] = directed;
  states.alongM[state] = alongM;
  states.offsetM[state] = near.distanceM[i];
  states.awayX[state] = near.awayX[i];
  states.awayY[state] = near.awayY[i];
  states.courseCost[state] = states.courseWeight - agreement + against;
  states.courseCostBacking[state] = states.courseWeight + agreement + against;
};
