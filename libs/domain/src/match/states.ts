import { STATE_CAPACITY } from './match-settings.js';

/** A fix and its possible places, as `fillStates` finds them: parallel arrays that are used again for each fix. */
export class States {
  count = 0;
  readonly directed = new Int32Array(STATE_CAPACITY);
  readonly alongM = new Float64Array(STATE_CAPACITY);
  /** Metres from the place to the fix, and the unit vector that points there. */
  readonly offsetM = new Float64Array(STATE_CAPACITY);
  readonly awayX = new Float64Array(STATE_CAPACITY);
  readonly awayY = new Float64Array(STATE_CAPACITY);
  /** Nats: what course and one-way say against this state, and against it if the vehicle were backing. */
  readonly courseCost = new Float64Array(STATE_CAPACITY);
  readonly courseCostBacking = new Float64Array(STATE_CAPACITY);
  /** The fix's course as a unit vector times its weight in nats; 0 where it has none. */
  courseX = 0;
  courseY = 0;
  courseWeight = 0;
  /** Standard deviation of the fix's error per axis, metres. */
  sigmaM = 0;
  /** Reported speed; NaN = unknown. */
  speedMps = 0;
  /** The fix on the plane, metres. */
  x = 0;
  y = 0;
  fixAt = 0;
  /** Position of the fix in the track. */
  ordinal = 0;
}
