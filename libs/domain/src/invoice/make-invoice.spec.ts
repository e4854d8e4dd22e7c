import { ISSUER, invoiceInput } from './hand-built-invoice.js';
import type { Invoice, InvoiceLine } from './invoice.js';
import { invoiceFileName, nextInvoiceNo } from './invoice-number.js';
import {
  cancelInvoice,
  type InvoiceInput,
  makeInvoice,
  reissueInvoice,
  standingInvoices,
} from './make-invoice.js';
import { checkRegistrationNo, corporateCheckDigit } from './registration-number.js';
import { taxTotals } from './tax-totals.js';

const invoiceOf = (changes: Partial<InvoiceInput> = {}): Invoice => {
  const { invoice, faults } = makeInvoice(invoiceInput(changes));
  expect(faults).toEqual([]);
  return invoice!;
};
const faultsOf = (changes: Partial<InvoiceInput>): string[] =>
  makeInvoice(invoiceInput(changes)).faults.map(({ code }) => code);

describe('registration number', () => {
  it.each([
    ['123456789012', 7],
    ['011001098993', 4],
    ['120901007402', 2],
    // Bases of the codes of Kanazawa City and Ishikawa Prefecture.
    ['000020172014', 4],
    ['000020170003', 2],
  ])('base %s has check digit %d', (base, digit) => {
    expect(corporateCheckDigit(base)).toBe(digit);
  });

  it('warns of a wrong check digit, for corporations only', () => {
    expect(checkRegistrationNo('T7123456789012', true)).toEqual({ faults: [], warnings: [] });
    expect(checkRegistrationNo('T8123456789012', true).warnings.map(({ code }) => code)).toEqual([
      'registration_no_check_digit',
    ]);
    expect(checkRegistrationNo('T8123456789012', false)).toEqual({ faults: [], warnings: [] });
  });

  it.each(['7123456789012', 'T712345678901', 'T71234567890123', '\uff347123456789012', ' T7123456789012'])(
    'refuses %s',
    (text) => {
      expect(checkRegistrationNo(text, true).faults.map(({ code }) => code)).toEqual([
        'registration_no_form',
      ]);
    },
  );
});

describe('tax', () => {
  const line = (amountYen: number, taxPercent = 10): InvoiceLine => ({
    description: '',
    seconds: null,
    yenPerHour: null,
    amountYen,
    taxPercent,
  });

  it('is rounded once per rate, not per line', () => {
    // Line by line 5 + 5 + 5 = 15, as 5.5 loses half a yen each time; together 16.5.
    const lines = [line(55), line(55), line(55)];
    expect(taxTotals(lines, 'floor')).toEqual([{ taxPercent: 10, netYen: 165, taxYen: 16 }]);
    expect(taxTotals(lines, 'half_up')[0].taxYen).toBe(17);
    expect(taxTotals([line(151)], 'ceil')[0].taxYen).toBe(16);
  });

  it('keeps rates apart, and lets an amount taken back lower its own rate', () => {
    expect(taxTotals([line(109, 8), line(1_000), line(-401)], 'floor')).toEqual([
      { taxPercent: 10, netYen: 599, taxYen: 59 },
      { taxPercent: 8, netYen: 109, taxYen: 8 },
    ]);
    expect(() => taxTotals([line(-1)], 'floor')).toThrow(RangeError);
  });
});

describe('makeInvoice', () => {
  it('has the six items of a qualified invoice', () => {
    const invoice = invoiceOf();
    // 12,000 s → 3.3 h (33.3 units) × 9,000 = 29,700; 2,700 s → 0.8 h (7.5, half up) × 9,000 = 7,200;
    // 1,800 s = 0.5 h × 14,015 = 7,007.5 → 7,007. Net 43,907, tax 4,390.7 → 4,390.
    expect(invoice).toMatchObject({
      title: '請求書',
      isQualified: true,
      issuer: { name: '六花建設(架空)', registrationNo: 'T7123456789012' },
      fromDate: '2027-01-01',
      toDate: '2027-01-31',
      taxTotals: [{ taxPercent: 10, netYen: 43_907, taxYen: 4_390 }],
      netYen: 43_907,
      taxYen: 4_390,
      totalYen: 48_297,
      recipient: { addressee: '金沢市長' },
    });
    expect(
      invoice.lines.map(({ description, seconds, yenPerHour, amountYen }) => [
        description,
        seconds,
        yenPerHour,
        amountYen,
      ]),
    ).toEqual([
      ['除雪ドーザ 11t級(持込) 昼間・平日', 14_760, 9_000, 36_900],
      ['除雪ドーザ 11t級(持込) 深夜・平日', 1_800, 14_015, 7_007],
    ]);
    expect(invoice.owners.map(({ ownerCode, totalYen }) => [ownerCode, totalYen])).toEqual([
      ['ken', 7_200],
      ['shi', 36_707],
    ]);
  });

  it('is a plain 請求書 for a business that is not registered', () => {
    const invoice = invoiceOf({ issuer: { ...ISSUER, registrationNo: null } });
    expect([invoice.title, invoice.isQualified, invoice.totalYen]).toEqual(['請求書', false, 48_297]);
  });

  it('warns of a wrong check digit and still makes the invoice', () => {
    const { invoice, warnings } = makeInvoice(
      invoiceInput({ issuer: { ...ISSUER, registrationNo: 'T8123456789012' } }),
    );
    expect(invoice).not.toBeNull();
    expect(warnings.map(({ code }) => code)).toEqual(['registration_no_check_digit']);
  });

  it('refuses what cannot be an invoice', () => {
    const { settlement } = invoiceInput();
    expect(faultsOf({ settlement: { ...settlement, totalYen: 0 } })).toEqual(['invoice_nothing']);
    expect(faultsOf({ settlement: { ...settlement, totalYen: 1 } })).toEqual([]);
    expect(makeInvoice(invoiceInput({ settlement: { ...settlement, totalYen: -4_650 } })).faults[0].en).toBe(
      'The contractor owes 4,650 yen, so there is no invoice: arrange the repayment.',
    );
    expect(faultsOf({ recipient: { clientCode: 'ken', addressee: '石川県知事' } })).toEqual([
      'invoice_other_party',
    ]);
    expect(faultsOf({ issuer: { ...ISSUER, registrationNo: 'T1' } })).toEqual(['registration_no_form']);
    // How the claimant books it is his own business.
    expect(invoiceOf({ issuer: { ...ISSUER, accounts: { sales: '完成工事高' } } }).issuer).toEqual(ISSUER);
    expect(faultsOf({ issued: [invoiceOf()] })).toEqual(['invoice_exists']);
  });

  it('numbers without gaps within the contractor’s fiscal year', () => {
    const numbers = ['C01-2026-0001', 'C01-2026-0002', 'C02-2026-0009', 'C01-2025-0031'].map((invoiceNo) => ({
      invoiceNo,
    }));
    expect(nextInvoiceNo('C01', '2027-03-31', numbers)).toBe('C01-2026-0003');
    expect(nextInvoiceNo('C01', '2027-04-01', numbers)).toBe('C01-2027-0001');
    expect(invoiceOf().invoiceNo).toBe('C01-2026-0001');
  });

  it('has a file name by which it is found', () => {
    expect(invoiceFileName(invoiceOf(), 'issuer')).toBe('20270205_金沢市長_48297.pdf');
    expect(invoiceFileName(invoiceOf(), 'recipient')).toBe('20270205_六花建設(架空)_48297.pdf');
    expect(invoiceFileName({ ...invoiceOf(), recipient: { addressee: 'A/B 市:長' } }, 'issuer')).toBe(
      '20270205_AB市長_48297.pdf',
    );
  });
});

describe('reissueInvoice', () => {
  const first = invoiceOf();
  const reissue = (issued: readonly Invoice[], invoiceNo = first.invoiceNo, reason = '宛名の誤り') =>
    reissueInvoice(
      invoiceInput({ issued, recipient: { clientCode: 'shi', addressee: '金沢市長 様' } }),
      invoiceNo,
      reason,
    );

  it('replaces an invoice under a new number, and leaves it as it was', () => {
    const copy = structuredClone(first);
    const { invoice } = reissue([first]);
    expect(invoice).toMatchObject({
      invoiceNo: 'C01-2026-0002',
      recipient: { addressee: '金沢市長 様' },
      replaces: { invoiceNo: 'C01-2026-0001', reason: '宛名の誤り' },
    });
    expect(first).toEqual(copy);
    expect(standingInvoices([first, invoice!])).toEqual([invoice]);
  });

  it('needs an invoice of this settlement, once, and a reason', () => {
    const codes = (result: ReturnType<typeof reissue>): string[] => result.faults.map(({ code }) => code);
    expect(codes(reissue([first], 'C01-2026-0009'))).toEqual(['invoice_unknown']);
    expect(codes(reissue([{ ...first, issuedOn: '2027-02-06' }]))).toEqual(['invoice_backdated']);
    expect(codes(reissue([{ ...first, month: '2026-12' }]))).toEqual(['invoice_unknown']);
    expect(codes(reissue([first, reissue([first]).invoice!]))).toEqual(['invoice_replaced']);
    expect(codes(reissue([first], first.invoiceNo, ' '))).toEqual(['invoice_no_reason']);
  });
});

describe('cancelInvoice', () => {
  const first = invoiceOf();
  const { settlement } = invoiceInput();
  const cancel = (totalYen: number, issued: readonly Invoice[] = [first]) =>
    cancelInvoice(
      invoiceInput({ issued, settlement: { ...settlement, totalYen } }),
      first.invoiceNo,
      '精算のやり直し',
    );

  it.each([0, -4_650])('replaces an invoice by one of 0 yen where %d yen are left', (totalYen) => {
    const { invoice, warnings } = cancel(totalYen);
    expect(invoice).toMatchObject({
      invoiceNo: 'C01-2026-0002',
      replaces: { invoiceNo: 'C01-2026-0001', reason: '精算のやり直し' },
      lines: [{ description: '請求書 C01-2026-0001 の取消し', amountYen: 0, taxPercent: 10 }],
      taxTotals: [{ taxPercent: 10, netYen: 0, taxYen: 0 }],
      totalYen: 0,
      owners: [
        { ownerCode: 'ken', totalYen: 0 },
        { ownerCode: 'shi', totalYen: 0 },
      ],
    });
    expect(standingInvoices([first, invoice!])).toEqual([invoice]);
    expect(warnings.map(({ code }) => code)).toEqual(['invoice_cancelled']);
  });

  it('needs an invoice that stands', () => {
    expect(cancel(0, []).faults.map(({ code }) => code)).toEqual(['invoice_unknown']);
    const again = cancel(0).invoice!;
    expect(cancel(0, [first, again]).faults.map(({ code }) => code)).toEqual(['invoice_replaced']);
  });
});
