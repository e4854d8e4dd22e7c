import { legalDeadlines } from '#domain';
import type { PaymentStep, PaymentStepKind } from '#store';
import { historyOf } from './payment-history.js';

const step = (kind: PaymentStepKind, day: string): PaymentStep => ({
  ...{ contractId: 'K-1', period: '2027-01', kind, on: `2027-02-${day}` },
  ...{ reason: kind === 'refused' ? '金額の誤り' : null, isGross: false },
});
const RECEIVED = [step('completion_noticed', '01'), step('inspected', '05'), step('invoice_received', '08')];
const payBy = (...steps: PaymentStep[]) => legalDeadlines(historyOf([...RECEIVED, ...steps])).payBy?.date;

describe('the steps of a payment', () => {
  it('count no day between any refusal and its correction', () => {
    const twice = [step('refused', '12'), step('re_received', '17'), step('refused', '20')];
    expect(payBy(...twice)).toBeUndefined();
    expect(payBy(...twice, step('re_received', '23'))).toBe('2027-03-18');
  });

  it('may be recorded in any order, and the last word on a day holds', () => {
    expect(payBy(step('re_received', '17'), step('refused', '12'))).toBe('2027-03-15');
    expect(payBy(step('refused', '13'), step('re_received', '17'), step('refused', '12'))).toBe('2027-03-15');
    expect(payBy(step('refused', '12'), step('re_received', '18'), step('re_received', '17'))).toBe(
      '2027-03-15',
    );
  });

  it('name an inspection that failed by the notice of the corrected work after it', () => {
    const corrected = [...RECEIVED.slice(0, 2), step('completion_noticed', '10')];
    expect(legalDeadlines(historyOf(corrected))).toMatchObject({
      inspectBy: { date: '2027-02-20' },
      faults: [],
    });
  });
});
