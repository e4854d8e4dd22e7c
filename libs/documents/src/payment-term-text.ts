import { type PaymentTerms, paymentPeriod } from '#domain';

/** 支払期限 as far as it is known at the issue: it runs from the receipt. */
export const paymentTermText = (terms: PaymentTerms): string => {
  const { days, law } = paymentPeriod(terms);
  return `支払期限: 検査後に適正な請求書を受理した日から ${days} 日以内(${law.ja})`;
};
