/** The value below which this share of the values lies, rounded; NaN where there is none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
};

export const p95 = (values: readonly number[]): number => percentile(values, 0.95);
