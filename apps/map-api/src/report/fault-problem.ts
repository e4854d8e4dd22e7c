import type { Fault } from '#domain';
import { PaperRefusal } from '#paperwork';
import { ProblemError } from '#server';

/** What stands there has changed, or is not in a state for it: whoever asks looks again. */
const CONFLICTS = new Set([
  'report_changed',
  'wrong_state',
  'work_changed',
  'record_open',
  'bundle_differs',
  'finding_blocks',
  'span_taken',
  'audit_open',
  'withheld_report',
  'settlement_outdated',
  'report_not_approved',
  'payment_step_taken_back',
]);
const UNKNOWN = new Set([
  'report_unknown',
  'contract_unknown',
  'finding_unknown',
  'invoice_unknown',
  'payment_step_unknown',
]);

const statusOf = (code: string): number => {
  if (code === 'wrong_role') return 403;
  if (UNKNOWN.has(code)) return 404;
  return CONFLICTS.has(code) ? 409 : 400;
};

/** A fault as the answer to a request: its sentence in Japanese, then in English. */
export const faultProblem = ({ code, ja, en }: Fault): ProblemError =>
  new ProblemError(statusOf(code), sentence(ja, en));

/** Both languages in one sentence of a problem; pages show the reader's own. */
export const sentence = (ja: string, en: string): string => `${ja} / ${en}`;

/** What the paperwork refused, as the answer to a request; anything else as it is. */
export const paperProblem = (error: unknown): unknown => {
  if (!(error instanceof PaperRefusal)) return error;
  const [first] = error.faults;
  const [ja, en] = [error.faults.map((fault) => fault.ja), error.faults.map((fault) => fault.en)];
  return new ProblemError(statusOf(first?.code ?? ''), sentence(ja.join(' '), en.join(' ')));
};
