import { DEFAULT_DAY_TYPES, dayKindOf } from '../calendar/day-type.js';
import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.js';
import { DEFAULT_PAYMENT_TERMS, type PaymentTerms } from '../contract/payment-terms.js';
import type { Fault } from '../fault.js';

/** What happened until now; null = not yet. Days in Japan. */
export interface PaymentHistory {
  /** Notice of completion; after a correction (Art. 5 para. 2) that of the corrected work. */
  readonly completionNoticedOn: LocalDate | null;
  /** One of before that notice was of the work before its correction: it failed, and the work waits for another. */
  readonly inspectedOn: LocalDate | null;
  /** The first valid invoice after the inspection. */
  readonly invoiceReceivedOn: LocalDate | null;
  /** How often the authority refused the invoice, in order. */
  readonly refusals: readonly InvoiceRefusal[];
  /** The corrected invoices, one for each refusal that was answered. */
  readonly reReceivedOn: readonly LocalDate[];
  readonly paidOn: LocalDate | null;
}

/** The authority refused the invoice with a reason; `isGross`: the fault was intent or gross negligence. */
export interface InvoiceRefusal {
  readonly on: LocalDate;
  readonly reason: string;
  readonly isGross: boolean;
}

/** A day by which something must be done, and the law that says so. */
export interface Deadline {
  readonly date: LocalDate;
  /** The first working day from then on: a period that ends on a holiday ends on the day after (Civil Code Art. 142). */
  readonly workingDate: LocalDate;
  readonly law: { readonly ja: string; readonly en: string };
}

export interface LegalDeadlines {
  /** Null until completion is noticed. */
  readonly inspectBy: Deadline | null;
  /** Null until a valid invoice lies there; also while a refused one waits for its correction. */
  readonly payBy: Deadline | null;
  readonly faults: readonly Fault<DeadlineFault>[];
}

export type DeadlineFault = 'invoice_before_inspection' | 'payment_before_invoice' | 'dates_out_of_order';

const ACT = {
  ja: '政府契約の支払遅延防止等に関する法律(第14条により地方公共団体に準用)',
  en: 'Act on Prevention of Delay in Payment under Government Contracts (municipalities: Art. 14)',
};
const lawOf = (article: string, articleEn: string): Deadline['law'] => ({
  ja: `${ACT.ja}${article}`,
  en: `${ACT.en}, ${articleEn}`,
});

/** Days that the Act allows. */
const INSPECTION_DAYS = { works: 14, service: 10, unwritten: 10 } as const;
const PAYMENT_DAYS = { works: 40, service: 30, unwritten: 15 } as const;

/** Local authorities' own closing days besides weekends and holidays (地方自治法 Art. 4-2). */
const OFFICE_DAYS = {
  ...DEFAULT_DAY_TYPES,
  closingDays: ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'],
};

const workingDayFrom = (date: LocalDate): LocalDate =>
  dayKindOf(date, OFFICE_DAYS) === 'weekday' ? date : workingDayFrom(addDays(date, 1));

const deadline = (date: LocalDate, law: Deadline['law']): Deadline => ({
  date,
  workingDate: workingDayFrom(date),
  law,
});

const termOf = ({ isWorks, isAgreedInWriting }: PaymentTerms): keyof typeof PAYMENT_DAYS =>
  !isAgreedInWriting ? 'unwritten' : isWorks ? 'works' : 'service';

/** The last day of a period of so many days from a day. */
const endOf = (from: LocalDate, days: number, { countsFirstDay }: PaymentTerms): LocalDate =>
  addDays(from, countsFirstDay ? Math.max(0, days - 1) : days);

const inspection = ({ completionNoticedOn }: PaymentHistory, terms: PaymentTerms): Deadline | null => {
  if (completionNoticedOn === null) return null;
  const term = termOf(terms);
  const law = term === 'unwritten' ? lawOf('第10条', 'Art. 10') : lawOf('第5条', 'Art. 5');
  return deadline(endOf(completionNoticedOn, INSPECTION_DAYS[term], terms), law);
};

/** Within how many days of a valid invoice the Act wants payment. */
export const paymentPeriod = (
  terms: PaymentTerms,
): { readonly days: number; readonly law: Deadline['law'] } => {
  const term = termOf(terms);
  const law = term === 'unwritten' ? lawOf('第10条', 'Art. 10') : lawOf('第6条第1項', 'Art. 6 para. 1');
  return { days: PAYMENT_DAYS[term], law };
};

/** Days left for payment: each day that the inspection was late is taken off (Art. 9). */
const daysLeft = (days: number, { inspectedOn }: PaymentHistory, inspectBy: Deadline | null): number => {
  const late =
    inspectedOn === null || inspectBy === null ? 0 : daysBetween(inspectBy.workingDate, inspectedOn);
  return Math.max(0, days - Math.max(0, late));
};

/** Days from each refusal to its correction are not counted; after a gross fault the whole period starts again. */
const payment = (
  history: PaymentHistory,
  inspectBy: Deadline | null,
  terms: PaymentTerms,
): Deadline | null => {
  const { invoiceReceivedOn, inspectedOn, refusals, reReceivedOn } = history;
  if (invoiceReceivedOn === null || inspectedOn === null || reReceivedOn.length < refusals.length)
    return null;
  let from = invoiceReceivedOn;
  let suspended = 0;
  refusals.forEach(({ on, isGross }, i) => {
    suspended = isGross ? 0 : suspended + daysBetween(on, reReceivedOn[i]);
    if (isGross) from = reReceivedOn[i];
  });
  const { days, law } = paymentPeriod(terms);
  const end = endOf(from, daysLeft(days, history, inspectBy), terms);
  return deadline(addDays(end, suspended), refusals.length > 0 ? lawOf('第6条第2項', 'Art. 6 para. 2') : law);
};

/** The history with the inspection that still holds. */
const withStandingInspection = (history: PaymentHistory): PaymentHistory => {
  const { completionNoticedOn, inspectedOn } = history;
  const hasFailed = completionNoticedOn !== null && inspectedOn !== null && inspectedOn < completionNoticedOn;
  return hasFailed ? { ...history, inspectedOn: null } : history;
};

const INVOICE_BEFORE_INSPECTION: Fault<DeadlineFault> = {
  code: 'invoice_before_inspection',
  ja: '検査の終了前に受け取った請求書では支払期限が始まりません。検査後に請求書を受け取り直してください。',
  en: 'An invoice received before the inspection starts no period: receive it again after the inspection.',
};
const PAYMENT_BEFORE_INVOICE: Fault<DeadlineFault> = {
  code: 'payment_before_invoice',
  ja: '支払は、請求書の受理(返却したときは再受理)の日以後に限ります。日付を確かめるか、誤った記録を取り消してください。',
  en: 'A payment follows the receipt of a valid invoice: correct its date, or take back the step that is wrong.',
};
const OUT_OF_ORDER: Fault<DeadlineFault> = {
  code: 'dates_out_of_order',
  ja: '完了通知・検査・請求受理・拒否・再受理・支払の日付の順が正しくありません。日付を直すか、誤った記録を取り消してください。',
  en: 'Notice, inspection, receipt, refusal, second receipt and payment are not in this order: correct the dates, or take a step back.',
};

/** The day from which a valid invoice lies there; null while there is none. */
const validInvoiceOn = ({ invoiceReceivedOn, refusals, reReceivedOn }: PaymentHistory): LocalDate | null =>
  refusals.length === 0 ? invoiceReceivedOn : (reReceivedOn[refusals.length - 1] ?? null);

const isInOrder = (history: PaymentHistory): boolean => {
  const { completionNoticedOn, inspectedOn, invoiceReceivedOn, refusals, reReceivedOn, paidOn } = history;
  const days = [
    completionNoticedOn,
    inspectedOn,
    invoiceReceivedOn,
    ...refusals.flatMap(({ on }, i) => [on, reReceivedOn[i] ?? null]),
    paidOn,
  ].filter((day) => day !== null);
  const isAnswered = reReceivedOn.length <= refusals.length;
  return isAnswered && days.every((day, i) => i === 0 || days[i - 1] <= day);
};

const checkOrder = (history: PaymentHistory): Fault<DeadlineFault>[] => {
  const { inspectedOn, invoiceReceivedOn, paidOn } = history;
  if (invoiceReceivedOn !== null && (inspectedOn === null || invoiceReceivedOn < inspectedOn))
    return [INVOICE_BEFORE_INSPECTION];
  const invoiceOn = validInvoiceOn(history);
  if (paidOn !== null && (invoiceOn === null || paidOn < invoiceOn)) return [PAYMENT_BEFORE_INVOICE];
  return isInOrder(history) ? [] : [OUT_OF_ORDER];
};

/** 検査期限・支払期限, from what happened until now. With a fault about the dates nothing about payment is said. */
export const legalDeadlines = (
  happened: PaymentHistory,
  terms: PaymentTerms = DEFAULT_PAYMENT_TERMS,
): LegalDeadlines => {
  const history = withStandingInspection(happened);
  const faults = checkOrder(history);
  const inspectBy = inspection(history, terms);
  return { inspectBy, payBy: faults.length > 0 ? null : payment(history, inspectBy, terms), faults };
};
