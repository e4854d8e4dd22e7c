import type { PaymentStepKind } from '#wire';
import { language } from '../text/language.js';

type Phrase = readonly [ja: string, en: string];

/** `2027年1月分`, `年度末`. */
export const periodOf = (period: string): string => {
  if (period === 'season') return language() === 'ja' ? '年度末' : 'Season’s end';
  const [year, month] = period.split('-');
  return language() === 'ja' ? `${year}年${Number(month)}月分` : period;
};

/** What the payment act counts from. */
export const PAYMENT_STEP_WORDS: Record<PaymentStepKind, Phrase> = {
  completion_noticed: ['完了通知', 'Completion noticed'],
  inspected: ['検査', 'Inspected'],
  invoice_received: ['請求書受理', 'Invoice received'],
  refused: ['請求書返却', 'Invoice refused'],
  re_received: ['請求書再受理', 'Received again'],
  paid: ['支払', 'Paid'],
};

export const settlementHref = ({ contractId, period }: { contractId: string; period: string }): string =>
  `#/settlements/${encodeURIComponent(contractId)}/${period}`;
