import { type LegalDeadlines, type LocalDate, legalDeadlines, type PaymentHistory } from '#domain';
import { listPaymentSteps, type PaymentStep, type PaymentStepKind, type Queryable } from '#store';

/** A service under a written contract: what snow contracts are unless somebody says otherwise. */
const TERMS = { isWorks: false, isAgreedInWriting: true };

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
    ...TERMS,
    completionNoticedOn: on('completion_noticed'),
    inspectedOn: on('inspected'),
    invoiceReceivedOn: on('invoice_received'),
    refusals: turns
      .filter(({ kind }) => kind === 'refused')
      .map((step) => ({ on: step.on, reason: step.reason ?? '', isGross: step.isGross })),
    reReceivedOn: turns.filter(({ kind }) => kind === 're_received').map((step) => step.on),
  };
};

/** The legal deadlines of a settled period by what happened until now; null while nothing has. */
export const deadlinesOf = async (
  queryable: Queryable,
  { contractId, period }: { readonly contractId: string; readonly period: string },
): Promise<LegalDeadlines | null> => {
  const steps = await listPaymentSteps(queryable, contractId, period);
  return steps.length === 0 ? null : legalDeadlines(historyOf(steps));
};
