import { type LegalDeadlines, type LocalDate, legalDeadlines, type PaymentHistory } from '#domain';
import { listPaymentSteps, type PaymentStep, type PaymentStepKind, type Queryable } from '#store';

/** A service under a written contract: what snow contracts are unless somebody says otherwise. */
const TERMS = { isWorks: false, isAgreedInWriting: true };

const historyOf = (steps: readonly PaymentStep[]): PaymentHistory => {
  const newest = new Map<PaymentStepKind, PaymentStep>(steps.map((step) => [step.kind, step]));
  const on = (kind: PaymentStepKind): LocalDate | null => newest.get(kind)?.on ?? null;
  const refused = newest.get('refused');
  return {
    ...TERMS,
    completionNoticedOn: on('completion_noticed'),
    inspectedOn: on('inspected'),
    invoiceReceivedOn: on('invoice_received'),
    refusal:
      refused === undefined
        ? null
        : { on: refused.on, reason: refused.reason ?? '', isGross: refused.isGross },
    reReceivedOn: on('re_received'),
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
