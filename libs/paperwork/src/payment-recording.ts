import { type Fault, type LocalDate, legalDeadlines, localDateOf } from '#domain';
import {
  insertPaymentStep,
  listPaymentSteps,
  lockSettlementsOf,
  type PaymentStep,
  type RecordedStep,
  type Stamp,
  takeBackPaymentStep,
} from '#store';
import { faultOf, PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { historyOf, standingSteps } from './payment-history.js';

const NO_REFUSAL_REASON = faultOf(
  'reason_missing',
  '請求書を返すときは理由が必要です。理由を書いてください。',
  'A refusal needs its reason: write one.',
);
const NO_REASON = faultOf(
  'reason_missing',
  '記録を取り消すときは理由が必要です。理由を書いてください。',
  'Taking a step back needs a reason: write one.',
);
const NOT_YET = faultOf(
  'date_in_future',
  '今日より後の日付は記録できません。起きた日を記録してください。',
  'A day after today cannot be recorded: record it when it has happened.',
);
const BEFORE_NOTICE = faultOf(
  'dates_out_of_order',
  '検査の日が完了通知の日より前です。日付を確かめるか、誤った記録を取り消してください。',
  'The inspection is before the notice of completion: correct its date, or take the wrong step back.',
);
const UNKNOWN = faultOf(
  'payment_step_unknown',
  'その記録はこの精算にありません。一覧を読み直してください。',
  'This settlement has no such step: load the list again.',
);
const TAKEN_BACK = faultOf(
  'payment_step_taken_back',
  'その記録はすでに取り消されています。一覧を読み直してください。',
  'That step has been taken back already: load the list again.',
);

/** What keeps a step from being recorded on a day: no step comes before what it follows. */
const stepFaults = (
  earlier: readonly RecordedStep[],
  step: PaymentStep,
  today: LocalDate,
): readonly Fault[] => {
  if (step.kind === 'refused' && step.reason === null) return [NO_REFUSAL_REASON];
  if (step.on > today) return [NOT_YET];
  const history = historyOf([...standingSteps(earlier), step]);
  // By itself the history says that this inspection was of the work before its correction.
  if (step.kind === 'inspected' && step.on < (history.completionNoticedOn ?? '')) return [BEFORE_NOTICE];
  return legalDeadlines(history).faults;
};

/** Does the newest step of its kind that stands say the same? */
const isRecorded = (
  earlier: readonly RecordedStep[],
  { kind, on, reason, isGross }: PaymentStep,
): boolean => {
  const newest = standingSteps(earlier).findLast((step) => step.kind === kind);
  return newest?.on === on && newest.reason === reason && newest.isGross === isGross;
};

/**
 * Records what happened on a day, once; of steps of one kind the newest holds. @throws PaperRefusal where it cannot be so
 */
export const recordPaymentStep = (
  { database }: Pick<PaperParts, 'database'>,
  step: PaymentStep,
  stamp: Stamp,
): Promise<void> =>
  database.transaction(async (tx) => {
    await lockSettlementsOf(tx, step.contractId);
    const earlier = await listPaymentSteps(tx, step.contractId, step.period);
    if (isRecorded(earlier, step)) return;
    const faults = stepFaults(earlier, step, localDateOf(stamp.at));
    if (faults.length > 0) throw new PaperRefusal(faults);
    await insertPaymentStep(tx, step, stamp);
  });

/** Says that a step of a settled period was recorded by mistake, and why. @throws PaperRefusal */
export const takeBackStep = (
  { database }: Pick<PaperParts, 'database'>,
  of: Pick<RecordedStep, 'contractId' | 'period' | 'serial'> & { readonly reason: string },
  stamp: Stamp,
): Promise<void> =>
  database.transaction(async (tx) => {
    if (of.reason.trim() === '') throw new PaperRefusal([NO_REASON]);
    const steps = await listPaymentSteps(tx, of.contractId, of.period);
    if (!steps.some(({ serial }) => serial === of.serial)) throw new PaperRefusal([UNKNOWN]);
    if (!(await takeBackPaymentStep(tx, of, stamp))) throw new PaperRefusal([TAKEN_BACK]);
  });
