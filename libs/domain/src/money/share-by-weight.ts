/** One party's weight in a division: whole and at least 0. */
export interface Weight {
  readonly code: string;
  readonly weight: number;
}

interface Share {
  readonly code: string;
  readonly whole: bigint;
  readonly remainder: bigint;
}

const byRemainderThenCode = (a: Share, b: Share): number => {
  if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
  return a.code < b.code ? -1 : 1;
};

const sharesOf = (total: bigint, weights: readonly Weight[], sum: bigint): Share[] =>
  weights.map(({ code, weight }) => {
    const product = total * BigInt(weight);
    return { code, whole: product / sum, remainder: product % sum };
  });

const checkWeights = (total: number, weights: readonly Weight[]): void => {
  const isWhole =
    Number.isSafeInteger(total) &&
    weights.every(({ weight }) => Number.isSafeInteger(weight) && weight >= 0) &&
    new Set(weights.map(({ code }) => code)).size === weights.length;
  if (!isWhole) throw new RangeError(`Cannot share ${total} by ${JSON.stringify(weights)}`);
};

/**
 * Divides a whole number among parties in proportion to their weights so that nothing is lost: each gets the floor of its
 * part, and what is left goes one by one to the largest remainders, ties to the lower code (largest remainder method).
 * A negative total is shared as its opposite. Throws RangeError when there is something to share and nobody to take it.
 */
export const shareByWeight = (total: number, weights: readonly Weight[]): Map<string, number> => {
  checkWeights(total, weights);
  const sum = weights.reduce((before, { weight }) => before + BigInt(weight), 0n);
  if (total === 0) return new Map(weights.map(({ code }) => [code, 0]));
  if (sum === 0n) throw new RangeError(`Nobody has a weight to take a share of ${total}`);
  const sign = Math.sign(total);
  const whole = BigInt(Math.abs(total));
  const shares = sharesOf(whole, weights, sum);
  const left = Number(whole - shares.reduce((before, share) => before + share.whole, 0n));
  const lucky = new Set(
    [...shares]
      .sort(byRemainderThenCode)
      .slice(0, left)
      .map(({ code }) => code),
  );
  return new Map(
    shares.map((share) => [share.code, sign * (Number(share.whole) + (lucky.has(share.code) ? 1 : 0))]),
  );
};
