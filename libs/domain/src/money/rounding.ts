/** 端数処理. `half_up` is 四捨五入. All amounts and times here are at least 0, so up and down need no sign rule. */
export const ROUNDING_MODES = ['floor', 'half_up', 'ceil'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

const quotient = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint => {
  const floor = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n || mode === 'floor') return floor;
  return mode === 'ceil' || 2n * rest >= denominator ? floor + 1n : floor;
};

/**
 * `a × b ÷ divisor` as a whole number, rounded once and exact however large the product.
 * Throws RangeError for values that are not whole or below 0, and for a divisor of 0: then we are broken.
 */
export const multiplyDivide = (a: number, b: number, divisor: number, mode: RoundingMode): number => {
  const isWhole = [a, b, divisor].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!isWhole || divisor === 0) throw new RangeError(`Cannot divide ${a} × ${b} by ${divisor}`);
  return Number(quotient(BigInt(a) * BigInt(b), BigInt(divisor), mode));
};

/** The multiple of `unit` that the mode names: `roundToUnit(539, 360, 'half_up')` is 360, of 540 it is 720. */
export const roundToUnit = (value: number, unit: number, mode: RoundingMode): number =>
  multiplyDivide(value, 1, unit, mode) * unit;
