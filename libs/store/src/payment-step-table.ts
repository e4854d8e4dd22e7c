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

/** Why a step does not hold, and who said so. */
export interface TakenBack {
  readonly reason: string;
  readonly by: string;
}

export interface RecordedStep extends PaymentStep, Recorded {
  /** Names the step in its period. */
  readonly serial: number;
  /** Null for a step that stands. */
  readonly takenBack: TakenBack | null;
}

/** All steps of a settled period, oldest first; those that were taken back too. */
export const listPaymentSteps = (
  queryable: Queryable,
  contractId: string,
  period: string,
): Promise<RecordedStep[]> =>
  queryable.query<RecordedStep>(
    `SELECT step.serial, contract_id AS "contractId", period, kind, on_date::text AS "on", step.reason, is_gross AS "isGross",
       step.recorded_at AS "recordedAt", step.recorded_by AS "recordedBy",
       CASE WHEN back.serial IS NOT NULL
         THEN jsonb_build_object('reason', back.reason, 'by', back.recorded_by) END AS "takenBack"
     FROM payment_step AS step LEFT JOIN payment_step_taken_back AS back USING (serial)
     WHERE contract_id = $1 AND period = $2 ORDER BY step.serial`,
    [contractId, period],
  );

/** Takes a step back; false where that was done before. */
export const takeBackPaymentStep = async (
  tx: Queryable,
  { serial, reason }: { readonly serial: number; readonly reason: string },
  { by, at }: Stamp,
): Promise<boolean> => {
  const taken = await tx.query(
    `INSERT INTO payment_step_taken_back (serial, reason, recorded_at, recorded_by)
     VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4) ON CONFLICT DO NOTHING RETURNING serial`,
    [serial, reason, at, by],
  );
  return taken.length > 0;
};
