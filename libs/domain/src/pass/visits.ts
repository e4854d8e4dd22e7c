import type { Pass } from './pass.js';

/** Passes of one vehicle that are no further apart than this are one visit (contracts). */
export const VISIT_GAP_MS = 15 * 60_000;
/** Share of a directed segment's metres that a visit must cover for the segment to be plowed (contracts). */
export const PLOWED_SHARE = 0.8;

/** One vehicle's passes of one directed segment, no more than 15 minutes apart, that together cover enough of it. */
export interface Visit {
  readonly vehicleId: number;
  readonly fromAt: number;
  /** When the last of its passes was over. */
  readonly toAt: number;
  readonly coveredCm: number;
}

/** Centimetres covered by the union of the passes' stretches. */
const coveredCm = (passes: readonly Pass[]): number => {
  let total = 0;
  let untilCm = Number.NEGATIVE_INFINITY;
  for (const pass of [...passes].sort((a, b) => a.fromCm - b.fromCm)) {
    total += Math.max(0, pass.toCm - Math.max(pass.fromCm, untilCm));
    untilCm = Math.max(untilCm, pass.toCm);
  }
  return total;
};

const chainsOf = (passes: readonly Pass[]): Pass[][] => {
  const sorted = [...passes].sort((a, b) => a.vehicleId - b.vehicleId || a.enteredAt - b.enteredAt);
  const chains: Pass[][] = [];
  for (const pass of sorted) {
    const chain = chains[chains.length - 1];
    const last = chain?.[chain.length - 1];
    const isSame = last?.vehicleId === pass.vehicleId && pass.enteredAt - last.leftAt <= VISIT_GAP_MS;
    if (isSame) chain.push(pass);
    else chains.push([pass]);
  }
  return chains;
};

/**
 * The visits of one directed segment that cover at least 80 % of it, in order of their end. Give it the passes of the
 * work kind in question only; they may be in any order.
 */
export const visitsOf = (passes: readonly Pass[], lengthCm: number): Visit[] =>
  chainsOf(passes)
    .map((chain) => ({
      vehicleId: chain[0].vehicleId,
      fromAt: chain[0].enteredAt,
      toAt: Math.max(...chain.map((pass) => pass.leftAt)),
      coveredCm: coveredCm(chain),
    }))
    .filter((visit) => visit.coveredCm >= PLOWED_SHARE * lengthCm)
    .sort((a, b) => a.toAt - b.toAt || a.vehicleId - b.vehicleId);

/** The visits that plowed a directed segment, in order of their end. Takes all of its passes. */
export const plowedVisits = (passes: readonly Pass[], lengthCm: number): Visit[] =>
  visitsOf(
    passes.filter((pass) => pass.workKind === 'plowed'),
    lengthCm,
  );

/** What a plowing pass and the vehicle's others that belong to the same visit cover together. */
export interface VisitShare {
  readonly passes: number;
  readonly coveredCm: number;
  /** Is it enough for the directed segment to be plowed? */
  readonly isEnough: boolean;
}

/** The visit that a plowing pass belongs to, among all passes of its segment. */
export const visitWith = (pass: Pass, passes: readonly Pass[], lengthCm: number): VisitShare => {
  const isOther = (other: Pass): boolean =>
    other.segment === pass.segment &&
    other.direction === pass.direction &&
    (other.enteredAt !== pass.enteredAt || other.vehicleId !== pass.vehicleId);
  const plowed = passes.filter((other) => other.workKind === 'plowed' && isOther(other));
  const chain = chainsOf([...plowed, pass]).find((each) => each.includes(pass))!;
  const covered = coveredCm(chain);
  return { passes: chain.length, coveredCm: covered, isEnough: covered >= PLOWED_SHARE * lengthCm };
};

/** When a directed segment was last plowed, treated, and driven by a plow at all; epoch ms, null = never. */
export interface SegmentFacts {
  readonly plowedAt: number | null;
  readonly treatedAt: number | null;
  readonly passedAt: number | null;
}

/** The three separate facts of one directed segment, from all of its passes. Whatever the work, driving by is passing. */
export const segmentFacts = (passes: readonly Pass[], lengthCm: number): SegmentFacts => {
  const treated = passes.filter((pass) => pass.workKind === 'treated');
  return {
    plowedAt: plowedVisits(passes, lengthCm).at(-1)?.toAt ?? null,
    treatedAt: visitsOf(treated, lengthCm).at(-1)?.toAt ?? null,
    passedAt: visitsOf(passes, lengthCm).at(-1)?.toAt ?? null,
  };
};
