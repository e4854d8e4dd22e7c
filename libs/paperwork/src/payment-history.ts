import {
  DEFAULT_PAYMENT_TERMS,
  type LegalDeadlines,
  type LocalDate,
  legalDeadlines,
  type PaymentHistory,
  type PaymentTerms,
} from '#domain';
import type { PaymentStep, PaymentStepKind, RecordedStep } from '#store';

/**
 * Refusals and corrected invoices by turns, by day. No invoice is refused, or corrected, twice in a row: of two such steps the
 * one recorded last holds, as with other steps.
 */
const turnsOf = (steps: readonly PaymentStep[]): PaymentStep[] => {
  const serial = new Map(steps.map((step, i) => [step, i]));
  const turns: PaymentStep[] = [];
  for (const step of steps
    .filter(({ kind }) => kind === 'refused' || kind === 're_received')
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : serial.get(a)! - serial.get(b)!))) {
    const last = turns[turns.length - 1];
    if (last?.kind !== step.kind) turns.push(step);
    else if (serial.get(step)! > serial.get(last)!) turns[turns.length - 1] = step;
  }
  return turns;
};

/** What happened, from the steps in the order in which they were recorded. */
export const historyOf = (steps: readonly PaymentStep[]): PaymentHistory => {
  const newest = new Map<PaymentStepKind, PaymentStep>(steps.map((step) => [step.kind, step]));
  const on = (kind: PaymentStepKind): LocalDate | null => newest.get(kind)?.on ?? null;
  const turns = turnsOf(steps);
  return {
    completionNoticedOn: on('completion_noticed'),
    inspectedOn: on('inspected'),
    invoiceReceivedOn: on('invoice_received'),
    refusals: turns
      .filter(({ kind }) => kind === 'refused')
      .map((step) => ({ on: step.on, reason: step.reason ?? '', isGross: step.isGross })),
    reReceivedOn: turns.filter(({ kind }) => kind === 're_received').map((step) => step.on),
    paidOn: on('paid'),
  };
};

/** Those that hold: nobody took them back. */
export const standingSteps = (steps: readonly RecordedStep[]): RecordedStep[] =>
  steps.filter(({ takenBack }) => takenBack === null);

/** The legal deadlines of a settled period by its steps until now, oldest first; null while nothing has happened. */
export const deadlinesOf = (
  steps: readonly RecordedStep[],
  terms: PaymentTerms = DEFAULT_PAYMENT_TERMS,
): LegalDeadlines | null => {
  const standing = standingSteps(steps);
  return standing.length === 0 ? null : legalDeadlines(historyOf(standing), terms);
};
