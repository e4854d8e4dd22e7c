/** Who wrote a row, and when (epoch milliseconds UTC). */
export interface Stamp {
  readonly by: string;
  readonly at: number;
}

/** Where a document was recorded, as rows give it back. */
export interface Recorded {
  readonly recordedAt: number;
  readonly recordedBy: string;
}
