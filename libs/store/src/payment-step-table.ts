import type { LocalDate } from '#domain';
import type { Queryable } from './database.js';
import type { Recorded, Stamp } from './stamp.js';

/** What the payment act counts its days from (domain.md §2.6), and the payment. */
export const PAYMENT_STEPS = [
  'completion_noticed',
  'inspected',
  'invoice_received',
  'refused',
  're_received',
  'paid',
] as const;
export type PaymentStepKind = (typeof PAYMENT_STEPS)[number];

export interface PaymentStep {
  readonly contractId: string;
  /** A month, or `season`. */
  readonly period: string;
  readonly kind: PaymentStepKind;
  readonly on: LocalDate;
  /** Needed for `refused`. */
  readonly reason: string | null;
  /** Of `refused`: intent or gross negligence. */
  readonly isGross: boolean;
}

/** Adds a step; the ones before it stay. */
export const insertPaymentStep = async (tx: Queryable, step: PaymentStep, stamp: Stamp): Promise<void> => {
  await tx.query(
    `INSERT INTO payment_step (contract_id, period, kind, on_date, reason, is_gross, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4::date, $5, $6, to_timestamp($7::float8 / 1000), $8)`,
    [step.contractId, step.period, step.kind, step.on, step.reason, step.isGross, stamp.at, stamp.by],
  );
};

/** All steps of a settled period, oldest first. */
export const listPaymentSteps = (
  queryable: Queryable,
  contractId: string,
  period: string,
): Promise<(PaymentStep & Recorded)[]> =>
  queryable.query<PaymentStep & Recorded>(
    `SELECT contract_id AS "contractId", period, kind, on_date::text AS "on", reason, is_gross AS "isGross",
       recorded_at AS "recordedAt", recorded_by AS "recordedBy"
     FROM payment_step WHERE contract_id = $1 AND period = $2 ORDER BY serial`,
    [contractId, period],
  );
