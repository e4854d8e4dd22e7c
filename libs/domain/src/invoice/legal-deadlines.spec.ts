import { DEFAULT_PAYMENT_TERMS, type PaymentTerms } from '../contract/payment-terms.js';
import {
  type LegalDeadlines,
  legalDeadlines,
  type PaymentHistory,
  paymentPeriod,
} from './legal-deadlines.js';

const history = (changes: Partial<PaymentHistory> = {}): PaymentHistory => ({
  completionNoticedOn: '2027-02-01',
  inspectedOn: null,
  invoiceReceivedOn: null,
  refusals: [],
  reReceivedOn: [],
  paidOn: null,
  ...changes,
});
const inspected = (changes: Partial<PaymentHistory> = {}): PaymentHistory =>
  history({ inspectedOn: '2027-02-05', invoiceReceivedOn: '2027-02-08', ...changes });

const terms = (changes: Partial<PaymentTerms>): PaymentTerms => ({ ...DEFAULT_PAYMENT_TERMS, ...changes });

const days = ({ inspectBy, payBy }: LegalDeadlines): (string | undefined)[] => [inspectBy?.date, payBy?.date];

describe('inspection', () => {
  it.each([
    ['a service: 10 days', {}, '2027-02-11'],
    ['works: 14 days', { isWorks: true }, '2027-02-15'],
    ['nothing in writing: 10 days', { isWorks: true, isAgreedInWriting: false }, '2027-02-11'],
  ] as [string, Partial<PaymentTerms>, string][])('%s', (_, changes, date) => {
    expect(days(legalDeadlines(history(), terms(changes)))).toEqual([date, undefined]);
  });

  it('that failed starts again from the notice of the corrected work, and no invoice counts until the next', () => {
    const corrected = inspected({ completionNoticedOn: '2027-02-10', invoiceReceivedOn: null });
    expect(legalDeadlines(corrected)).toMatchObject({ inspectBy: { date: '2027-02-20' }, faults: [] });
    const again = { ...corrected, inspectedOn: '2027-02-15', invoiceReceivedOn: '2027-02-16' };
    expect(days(legalDeadlines(again))).toEqual(['2027-02-20', '2027-03-18']);
  });

  it('that ends on a holiday ends on the next working day, and names its law', () => {
    // 11 February is a public holiday, the 20th a Saturday; the 23rd a holiday again, but not the 22nd.
    expect(legalDeadlines(history()).inspectBy).toMatchObject({ workingDate: '2027-02-12' });
    expect(legalDeadlines(history({ completionNoticedOn: '2027-02-10' })).inspectBy?.workingDate).toBe(
      '2027-02-22',
    );
    expect(legalDeadlines(history({ completionNoticedOn: '2026-12-19' })).inspectBy).toMatchObject({
      date: '2026-12-29',
      workingDate: '2027-01-04',
    });
    expect(legalDeadlines(history()).inspectBy?.law).toEqual({
      ja: '政府契約の支払遅延防止等に関する法律(第14条により地方公共団体に準用)第5条',
      en: 'Act on Prevention of Delay in Payment under Government Contracts (municipalities: Art. 14), Art. 5',
    });
  });
});

describe('local offices', () => {
  it.each([
    ['Monday 29 December', '2025-12-19', '2026-01-05'],
    ['Tuesday 30 December', '2025-12-20', '2026-01-05'],
    ['Wednesday 31 December', '2025-12-21', '2026-01-05'],
    ['Thursday 1 January', '2025-12-22', '2026-01-05'],
    ['Friday 2 January', '2025-12-23', '2026-01-05'],
    ['Monday 3 January', '2027-12-24', '2028-01-04'],
  ])('are closed on %s', (_, completionNoticedOn, workingDate) => {
    expect(legalDeadlines(history({ completionNoticedOn })).inspectBy?.workingDate).toBe(workingDate);
  });

  it('are open on 28 December and 4 January', () => {
    const workingDate = (completionNoticedOn: string) =>
      legalDeadlines(history({ completionNoticedOn })).inspectBy?.workingDate;
    expect([workingDate('2026-12-18'), workingDate('2026-12-25')]).toEqual(['2026-12-28', '2027-01-04']);
  });
});

describe('payment', () => {
  it.each([
    ['a service: 30 days', {}, '2027-03-10', 'Art. 6 para. 1'],
    ['works: 40 days', { isWorks: true }, '2027-03-20', 'Art. 6 para. 1'],
    ['nothing in writing: 15 days', { isAgreedInWriting: false }, '2027-02-23', 'Art. 10'],
  ] as [string, Partial<PaymentTerms>, string, string][])('%s', (name, changes, date, law) => {
    const { payBy } = legalDeadlines(inspected(), terms(changes));
    expect(payBy?.date).toBe(date);
    expect(payBy?.law.en).toContain(law);
    expect(name).toContain(`: ${paymentPeriod(terms(changes)).days} days`);
  });

  it('waits while a refused invoice is corrected', () => {
    const refusal = { on: '2027-02-12', reason: '金額の誤り', isGross: false };
    expect(legalDeadlines(inspected({ refusals: [refusal] })).payBy).toBeNull();
    // Refused on the 12th, right on the 17th: five days are not counted.
    const corrected = { refusals: [refusal], reReceivedOn: ['2027-02-17'] };
    expect(days(legalDeadlines(inspected(corrected)))[1]).toBe('2027-03-15');
    const gross = { ...corrected, refusals: [{ ...refusal, isGross: true }] };
    expect(days(legalDeadlines(inspected(gross)))[1]).toBe('2027-03-19');
  });

  it('does not count the days of any refusal', () => {
    const first = { on: '2027-02-12', reason: '金額の誤り', isGross: false };
    const second = { ...first, on: '2027-02-20' };
    const payBy = (refusals: PaymentHistory['refusals'], reReceivedOn: string[]) =>
      days(legalDeadlines(inspected({ refusals, reReceivedOn })))[1];
    expect(payBy([first, second], ['2027-02-17'])).toBeUndefined();
    // Five days, then three.
    expect(payBy([first, second], ['2027-02-17', '2027-02-23'])).toBe('2027-03-18');
    // Right on the 23rd for the first time: what was suspended before counts no more.
    expect(payBy([first, { ...second, isGross: true }], ['2027-02-17', '2027-02-23'])).toBe('2027-03-25');
    // From the 17th on, and three days later.
    expect(payBy([{ ...first, isGross: true }, second], ['2027-02-17', '2027-02-23'])).toBe('2027-03-22');
  });

  it('is shortened by each day that the inspection was late (Art. 9)', () => {
    const late = inspected({ inspectedOn: '2027-02-15', invoiceReceivedOn: '2027-02-16' });
    // Due on Friday the 12th, done on Monday the 15th: 3 of 30 days are taken off.
    expect(days(legalDeadlines(late))[1]).toBe('2027-03-15');
    const veryLate = inspected({ inspectedOn: '2027-04-01', invoiceReceivedOn: '2027-04-02' });
    expect(days(legalDeadlines(veryLate))[1]).toBe('2027-04-02');
  });

  it('may count the day of receipt as the first', () => {
    expect(days(legalDeadlines(inspected(), terms({ countsFirstDay: true })))).toEqual([
      '2027-02-10',
      '2027-03-09',
    ]);
  });
});

describe('dates', () => {
  it('may all be the same day', () => {
    const day = '2027-02-05';
    const atOnce = history({
      ...{ completionNoticedOn: day, inspectedOn: day, invoiceReceivedOn: day, paidOn: day },
      refusals: [{ on: day, reason: '金額の誤り', isGross: false }],
      reReceivedOn: [day],
    });
    expect(legalDeadlines(atOnce).faults).toEqual([]);
  });
});

describe('dates that cannot be', () => {
  const REFUSAL = { on: '2027-02-20', reason: '', isGross: false };

  it.each([
    ['invoice_before_inspection', { invoiceReceivedOn: '2027-02-04' }],
    ['invoice_before_inspection', { inspectedOn: null }],
    ['invoice_before_inspection', { completionNoticedOn: '2027-02-06' }],
    ['dates_out_of_order', { reReceivedOn: ['2027-02-20'] }],
    ['payment_before_invoice', { paidOn: '1999-01-01' }],
    ['payment_before_invoice', { invoiceReceivedOn: null, paidOn: '2027-02-20' }],
    ['payment_before_invoice', { refusals: [REFUSAL], paidOn: '2027-02-25' }],
    ['payment_before_invoice', { refusals: [REFUSAL], reReceivedOn: ['2027-02-23'], paidOn: '2027-02-22' }],
    ['dates_out_of_order', { refusals: [REFUSAL], reReceivedOn: ['2027-02-19'] }],
  ] as [string, Partial<PaymentHistory>][])('%s (%#)', (code, changes) => {
    const { faults, payBy } = legalDeadlines(inspected(changes));
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(payBy).toBeNull();
  });
});
