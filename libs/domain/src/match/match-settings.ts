/** Version of the matcher and the pass rules; a pass says which one made it. */
export const MATCHER_VERSION = 3;

/** A track ends where the next fix is later than this (architecture: Delivery). */
export const TRACK_GAP_MS = 5 * 60_000;

/** States of one Viterbi step: capacity of the typed arrays. */
export const STATE_CAPACITY = 16;

/**
 * Every number of the matcher, with its unit and source. N&K = Newson & Krumm, "Hidden Markov map matching through
 * noise and sparseness" (2009); E = our experiments on 50 hand-corrected tracks and two real plow storms.
 */
export const MATCH_DEFAULTS = {
  /** Standard deviation of the position error per axis where the device gives no accuracy (E). */
  sigmaM: 10,
  /** Bounds of the standard deviation taken from a reported accuracy (68 % radius, 1.5 sigma in two dimensions). */
  sigmaFromAccuracyM: [6, 30] as readonly [number, number],
  radiusPerSigma: 1.5,
  /** Fixes that report a worse accuracy are not used. */
  worstAccuracyM: 50,
  /** Position errors change slowly: correlation time, and the part per axis that is new with every fix. */
  correlationS: 40,
  whiteM: 4,
  /** The same while the vehicle stands, when receivers wander. */
  standingWhiteM: 8,
  /** So many fixes in a row far from every road end the path. */
  offNetworkFixes: 2,
  /** Beyond this many standard deviations an error counts linearly, since real errors have heavy tails. */
  linearFromSigmas: 2,
  /** Scale of |route - straight| (N&K's beta; E). */
  betaM: 8,
  /** Grows with the distance between two fixes, since long ways are rarely the shortest: share of the straight line. */
  betaShare: 0.1,
  /** Grows with the time between two fixes too: who is out of sight for long may have driven a loop (E). */
  betaPerS: 0.5,
  /** Beyond `unseenFromS` a detour of more than so many nats costs this share of what it else would (E): loops happen. */
  detourNats: 4,
  detourShare: 0.4,
  /** Roads further away are no candidates (E). */
  candidateRadiusM: 70,
  /** Nearest segments looked at (E). */
  candidateSegments: 8,
  /** Candidates further away than the nearest by this much are not looked at. */
  candidateSpreadM: 35,
  /** A fix nearer to the last used one makes no new step: standing still creates nothing (N&K use 2 sigma; E). */
  minimumMoveM: 12,
  /** The same where both reported speeds say that the vehicle stands, that it moves, and that it came to a stop. */
  standingMoveM: 60,
  movingMoveM: 8,
  stoppingMoveM: 6,
  /** At or below this reported speed a vehicle stands. */
  standingSpeedMps: 0.7,
  /** Concentration of the course of a moving vehicle around the road's bearing, in nats: opposite costs twice this. */
  headingWeight: 3,
  /** Below this reported speed the course is noise. */
  headingSpeedMps: 1.5,
  /** How far a route's length may miss reported speed x time before it costs: metres, share, and share per second. */
  speedSlackM: 8,
  speedSlackShare: 0.3,
  speedSlackPerS: 0.015,
  /** Metres of miss beyond that for one nat, and the most nats that it can cost. */
  speedScaleM: 8,
  speedCostMost: 14,
  /** Metres that a turn round costs, at a dead end, and at a junction or on the open road (E). */
  deadEndTurnM: 5,
  uTurnM: 60,
  /** Metres that every backing step costs, so that a long way back is a turn round. */
  backingM: 30,
  /** Metres that entering a segment against its one-way direction costs, and nats of each fix there. */
  againstTrafficM: 80,
  againstTrafficCost: 3,
  /** Nobody drives further than this against traffic, metres. */
  mostAgainstM: 300,
  /** Transition search ends at `searchFactor` x straight + `searchExtraM`, the second time at the wide bound (E). */
  searchFactor: 1.5,
  searchExtraM: 120,
  /** From so many seconds between two fixes a vehicle may have driven a loop: so many metres more for each second. */
  unseenFromS: 15,
  unseenMps: 15,
  wideSearchFactor: 3,
  wideSearchExtraM: 1000,
  /** States worse than the best by this many nats are not followed. */
  beamCost: 9,
  /** Nats that leaving a fix out costs; a step that costs more puts its fix in doubt. */
  skipCost: 10,
  /** Nats more for each second beyond `unseenFromS`: after a long gap an odd place is rather a loop than an outlier. */
  skipCostPerS: 0.3,
  /** A fix's place is final after this many further used fixes, or this time (decision: Eighteen fixes of lag). */
  lagFixes: 18,
  lagMs: 90_000,
  /** Implied speed of a jump (contracts: Fixes), 140 km/h. */
  jumpMps: 140 / 3.6,
  /** A route that is longer by this than the way at that speed was not driven: errors at both ends, and the clock's. */
  undrivableM: 100,
  /** The way of a vehicle that is faster than that is at most so many times the straight line. */
  fastWay: 1.3,
  /** Consistent fixes that confirm a jump. */
  jumpConfirmations: 3,
  /** Longer stretches without fixes are drawn but are no passes. */
  bridgeM: 400,
  bridgeMs: 60_000,
  /** In a tunnel the ends must imply a speed between these. */
  tunnelSpeedMps: [0.8, 25] as readonly [number, number],
  /** Going back by no more than this is noise: the path waits. */
  backingSlackM: 20,
} as const;

export type MatchSettings = {
  readonly [K in keyof typeof MATCH_DEFAULTS]: Widened<(typeof MATCH_DEFAULTS)[K]>;
};
type Widened<T> = T extends number ? number : T;
