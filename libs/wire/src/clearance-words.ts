/**
 * The clearance words in the order of their codes in the state snapshot; the same words as the domain's (a test
 * compares them). Codes are part of the format: append only.
 */
export const CLEARANCE_WORDS = [
  'in_progress',
  'cleared',
  'snowed_again',
  'due',
  'overdue',
  'no_data',
  'not_target',
  'melting_pipe',
] as const;
export type ClearanceWord = (typeof CLEARANCE_WORDS)[number];

/** The words from worst to best: of a segment's two directions the one that comes first here is shown. */
export const WORST_FIRST: readonly ClearanceWord[] = [
  'in_progress',
  'overdue',
  'due',
  'snowed_again',
  'no_data',
  'cleared',
  'not_target',
  'melting_pipe',
];

const RANK_OF_CODE = CLEARANCE_WORDS.map((word) => WORST_FIRST.indexOf(word));

/** Of two codes the one that is shown for both. */
export const worseCode = (a: number, b: number): number => (RANK_OF_CODE[a] <= RANK_OF_CODE[b] ? a : b);

/** @throws RangeError for a word that is not a clearance. */
export const codeOfClearance = (word: ClearanceWord): number => {
  const code = CLEARANCE_WORDS.indexOf(word);
  if (code < 0) throw new RangeError(`${JSON.stringify(word)} is not a clearance.`);
  return code;
};
