/** The value at a share (0..1) of the sorted list, between two where it falls between; NaN for an empty list. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  return sorted.length === 0
    ? Number.NaN
    : sorted[below] + (sorted[Math.ceil(place)] - sorted[below]) * (place - below);
};
