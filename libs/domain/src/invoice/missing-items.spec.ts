import { ISSUER, invoiceInput } from './hand-built-invoice.js';
import type { Invoice, InvoiceIssuer, InvoiceRecipient } from './invoice.js';
import { INVOICE_TEMPLATES, type InvoiceTemplateCode } from './invoice-templates.js';
import { makeInvoice } from './make-invoice.js';
import { missingItems } from './missing-items.js';

const invoice: Invoice = makeInvoice(invoiceInput()).invoice!;
const missing = (list: InvoiceTemplateCode, changes: Partial<InvoiceIssuer>): string[] =>
  missingItems({ ...invoice, issuer: { ...ISSUER, ...changes } }, INVOICE_TEMPLATES[list]).map(
    ({ code }) => code,
  );
const made = (issuer: Partial<InvoiceIssuer>, recipient: Partial<InvoiceRecipient> = {}) =>
  makeInvoice(
    invoiceInput({
      issuer: { ...ISSUER, ...issuer },
      recipient: { clientCode: 'shi', addressee: '架空市長', ...recipient },
    }),
  );

describe('what authorities ask for', () => {
  it.each(['nonoichi', 'komatsu', 'two_persons'] as const)('%s: is on a complete invoice', (list) => {
    expect(missing(list, {})).toEqual([]);
  });

  it.each([
    ['claimant_address', { address: '' }],
    ['claimant_name', { name: ' ' }],
    ['representative', { representativeTitle: '' }],
    ['seal_or_person', { responsible: null }],
    ['seal_or_person', { responsible: { name: '架空 花子', phone: ' ' } }],
    ['bank_account', { bankAccount: null }],
    ['account_holder', { nameKana: 'カマクラドボク' }],
  ] as [string, Partial<InvoiceIssuer>][])('nonoichi: %s', (code, changes) => {
    expect(missing('nonoichi', changes)).toEqual([code]);
  });

  it('is the issuing person alone in Nonoichi, or a seal, and two persons elsewhere', () => {
    expect(missing('nonoichi', { inCharge: null })).toEqual([]);
    expect(missing('nonoichi', { isSealed: true, responsible: null })).toEqual([]);
    expect(missing('two_persons', { isSealed: true, inCharge: null })).toEqual(['both_persons']);
  });

  it('is a creditor number of Komatsu itself instead of a seal', () => {
    const nobody = { responsible: null, inCharge: null };
    expect(missing('komatsu', nobody)).toEqual(['seal_or_creditor']);
    expect(missing('komatsu', { ...nobody, creditorNos: { ken: '123' } })).toEqual(['seal_or_creditor']);
    expect(missing('komatsu', { ...nobody, creditorNos: { shi: '123' } })).toEqual([]);
    expect(missing('nonoichi', { ...nobody, creditorNos: { shi: '123' } })).toEqual(['seal_or_person']);
  });

  it('is what each line is for', () => {
    const lines = invoice.lines.map((line, i) => (i === 1 ? { ...line, description: ' ' } : line));
    expect(missingItems({ ...invoice, lines }, INVOICE_TEMPLATES.nonoichi).map(({ code }) => code)).toEqual([
      'detail',
    ]);
  });

  it("is an account in the claimant's name, or a power of attorney", () => {
    expect(missing('nonoichi', { nameKana: 'カマクラドボク', hasPowerOfAttorney: true })).toEqual([]);
    expect(missing('nonoichi', { nameKana: 'ロッカケンセツ' })).toEqual([]);
  });

  it('includes the basis in Komatsu only', () => {
    const lines = invoice.lines.map((line, i) => (i === 1 ? { ...line, yenPerHour: null } : line));
    expect(missingItems({ ...invoice, lines }, INVOICE_TEMPLATES.nonoichi)).toEqual([]);
    expect(missingItems({ ...invoice, lines }, INVOICE_TEMPLATES.komatsu).map(({ en }) => en)).toEqual([
      'Invoice, items by Komatsu City: A line lacks its basis (unit price, quantity): see that the contract has whole yen an hour.',
    ]);
    const whole = invoice.lines.map((line) => ({ ...line, seconds: null, yenPerHour: null }));
    expect(missingItems({ ...invoice, lines: whole }, INVOICE_TEMPLATES.komatsu)).toEqual([]);
  });
});

describe('an invoice that lacks something', () => {
  const lacking = { address: '', bankAccount: null };

  it("is refused by its client's own list, with every item", () => {
    const { invoice: none, faults } = made(lacking, { template: 'nonoichi' });
    expect(none).toBeNull();
    expect(faults.map(({ code }) => code)).toEqual(['claimant_address', 'bank_account']);
    expect(faults[0].ja).toBe(
      '請求書の記載事項(野々市市):請求者の住所がありません。issuers.json に書いてください。',
    );
  });

  it('is issued with warnings where the list is only an example', () => {
    const { invoice: issued, warnings } = made(lacking);
    expect(issued).not.toBeNull();
    expect(warnings.map(({ code }) => code)).toEqual(['claimant_address', 'bank_account']);
  });

  it('is refused where the law asks for it, whatever the client does', () => {
    expect(made({ name: '' }).faults.map(({ en }) => en)).toEqual([
      'Invoice, items by the Consumption Tax Act: The claimant has no name: enter it in issuers.json.',
    ]);
    expect(made({}, { addressee: ' ', template: 'komatsu' }).faults.map(({ code }) => code)).toEqual([
      'addressee',
    ]);
  });
});
