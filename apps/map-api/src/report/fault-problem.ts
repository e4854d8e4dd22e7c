import type { Fault } from '#domain';
import { ProblemError } from '#server';

/** What stands there has changed, or is not in a state for it: whoever asks looks again. */
const CONFLICTS = new Set([
  'report_changed',
  'wrong_state',
  'passes_changed',
  'finding_blocks',
  'span_taken',
]);

const statusOf = (code: string): number => {
  if (code === 'wrong_role') return 403;
  return CONFLICTS.has(code) ? 409 : 400;
};

/** A fault as the answer to a request: its sentence in Japanese, then in English. */
export const faultProblem = ({ code, ja, en }: Fault): ProblemError =>
  new ProblemError(statusOf(code), sentence(ja, en));

/** Both languages in one sentence of a problem; pages show the reader's own. */
export const sentence = (ja: string, en: string): string => `${ja} / ${en}`;
